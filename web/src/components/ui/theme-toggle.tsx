import { Monitor, Moon, Sun } from "lucide-react";
import { setTheme, type ThemeChoice, useThemeChoice } from "@/lib/theme";
import { IconButton } from "./button";
import { Menu, MenuRadioGroup } from "./menu";

const OPTIONS = [
  { value: "light", label: "Light", icon: <Sun size={16} aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon size={16} aria-hidden /> },
  { value: "system", label: "As the system", icon: <Monitor size={16} aria-hidden /> },
] as const;

/** Light, dark, or as the system has it. */
export const ThemeToggle = () => {
  const choice = useThemeChoice();
  const Icon = choice === "light" ? Sun : choice === "dark" ? Moon : Monitor;
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Icon size={18} aria-hidden />
        </IconButton>
      }
    >
      <MenuRadioGroup
        label="Theme"
        value={choice}
        onChange={(value) => setTheme(value as ThemeChoice)}
        options={OPTIONS}
      />
    </Menu>
  );
};
