import LogOut from "lucide-react/icons/log-out";
import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import type { Me } from "@/page";
import { pageData } from "@/page";
import { Button, Menu, MenuItem, MenuSection, MenuTrigger } from "@/ui";
import { applyTheme, type Theme } from "./theme";
import { words } from "./words";

/** Who is signed in: appearance and sign-out. */
export function AccountMenu({ me }: { readonly me: Me }) {
  return (
    <MenuTrigger>
      <Button variant="quiet" aria-label={words.account(me.initials, me.name)}>
        {me.initials}
      </Button>
      <Menu onAction={(key) => act(String(key))}>
        <MenuSection title={me.name}>
          <MenuItem id="sign-out" icon={LogOut}>
            {words.signOut}
          </MenuItem>
        </MenuSection>
        <MenuSection title={words.theme}>
          <MenuItem id="system" icon={Monitor}>
            {words.system}
          </MenuItem>
          <MenuItem id="light" icon={Sun}>
            {words.light}
          </MenuItem>
          <MenuItem id="dark" icon={Moon}>
            {words.dark}
          </MenuItem>
        </MenuSection>
      </Menu>
    </MenuTrigger>
  );
}

function act(key: string): void {
  if (key === "sign-out") signOut();
  else applyTheme(key as Theme);
}

/** A real form post: the session ends on the server, and the next page is the sign-in page. */
function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/sign-out/";
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "csrfmiddlewaretoken";
  token.value = pageData<unknown>().csrf;
  form.append(token);
  document.body.append(form);
  form.submit();
}
