import "@/styles/index.css";
import "@/styles/live.css";
import { LiveApp } from "@/live/LiveApp";
import type { LiveData } from "@/live/page";
import { pageData } from "@/page";
import { start } from "@/ui/start";

start(<LiveApp {...pageData<LiveData>()} />);
