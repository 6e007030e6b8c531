import "@/styles/index.css";
import { Designer, type DesignerData } from "@/designer/Designer";
import { pageData } from "@/page";
import { start } from "@/ui";

start(<Designer page={pageData<DesignerData>()} />);
