import "@/styles/index.css";
import { start } from "@/ui/start";

start(<main />);
