import AlignLeft from "lucide-react/icons/align-left";
import Banknote from "lucide-react/icons/banknote";
import Calculator from "lucide-react/icons/calculator";
import CalendarClock from "lucide-react/icons/calendar-clock";
import Calendar from "lucide-react/icons/calendar-days";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import CircleDot from "lucide-react/icons/circle-dot";
import Clock from "lucide-react/icons/clock";
import Columns2 from "lucide-react/icons/columns-2";
import Component from "lucide-react/icons/component";
import File from "lucide-react/icons/file";
import Gauge from "lucide-react/icons/gauge";
import Hash from "lucide-react/icons/hash";
import Heading from "lucide-react/icons/heading";
import Info from "lucide-react/icons/info";
import Link from "lucide-react/icons/link";
import Link2 from "lucide-react/icons/link-2";
import List from "lucide-react/icons/list";
import ListChecks from "lucide-react/icons/list-checks";
import Mail from "lucide-react/icons/mail";
import Paperclip from "lucide-react/icons/paperclip";
import Percent from "lucide-react/icons/percent";
import Phone from "lucide-react/icons/phone";
import Section from "lucide-react/icons/section";
import SquareCheck from "lucide-react/icons/square-check";
import Star from "lucide-react/icons/star";
import Table from "lucide-react/icons/table-2";
import TextCursorInput from "lucide-react/icons/text-cursor-input";
import ToggleLeft from "lucide-react/icons/toggle-left";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import User from "lucide-react/icons/user";
import type { LucideIcon } from "@/ui";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  text: TextCursorInput,
  textarea: AlignLeft,
  email: Mail,
  phone: Phone,
  url: Link,
  number: Hash,
  money: Banknote,
  percent: Percent,
  date: Calendar,
  time: Clock,
  datetime: CalendarClock,
  yesno: ToggleLeft,
  confirm: SquareCheck,
  choice: CircleDot,
  select: ChevronsUpDown,
  choices: ListChecks,
  rating: Star,
  record: Link2,
  person: User,
  file: Paperclip,
  calc: Calculator,
  page: File,
  section: Section,
  columns: Columns2,
  content: Heading,
  notice: Info,
  errors: TriangleAlert,
  table: Table,
  details: List,
  stat: Gauge,
};

/** The sign of a kind; a kind this build does not know gets a neutral one. */
export function iconOf(kind: string): LucideIcon {
  return ICONS[kind] ?? Component;
}
