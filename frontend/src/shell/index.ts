export { type Crumb, Shell, type ShellProps } from "./Shell";
export { applyTheme, readTheme, type Theme } from "./theme";
