import MoreHorizontal from "lucide-react/icons/ellipsis";
import Rocket from "lucide-react/icons/rocket";
import Trash2 from "lucide-react/icons/trash-2";
import Undo2 from "lucide-react/icons/undo-2";
import {
  Banner,
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogFoot,
  DialogTrigger,
  Disclosure,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuRule,
  MenuSection,
  MenuTrigger,
  NumberField,
  Popover,
  ProgressLine,
  Radio,
  RadioGroup,
  SearchField,
  Select,
  Skeleton,
  StateBadge,
  Switch,
  Table,
  Tabs,
  Td,
  TextArea,
  TextField,
  Th,
  ToastRegion,
  toast,
} from "@/ui";
import styles from "./gallery.module.css";

const OPTIONS = [
  { id: "eur", label: "Euro", note: "EUR" },
  { id: "usd", label: "US dollar", note: "USD" },
];
const nothing = () => undefined;

/** The kit of the studio in one picture. */
export function GalleryKit() {
  return (
    <div className={styles.kit}>
      <Buttons />
      <Fields />
      <Layers />
      <Parts />
      <ToastRegion />
    </div>
  );
}

function Buttons() {
  return (
    <>
      <div className={styles.row}>
        <Button variant="primary" icon={Rocket}>
          Submit for review
        </Button>
        <Button>Preview</Button>
        <Button variant="quiet">Cancel</Button>
        <Button variant="danger">Delete field</Button>
        <Button variant="primary" unavailable="Nothing has changed since version 12.">
          Submit for review
        </Button>
        <Button isDisabled>Preview</Button>
        <Button variant="primary" busy>
          Submitting
        </Button>
      </div>
      <div className={styles.row}>
        <Button size="sm">Small</Button>
        <Button size="lg" variant="primary">
          Large
        </Button>
        <IconButton label="Undo move Amount" keys="Ctrl+Z" icon={Undo2} />
        <IconButton label="Delete Amount" icon={Trash2} size="md" variant="secondary" />
        <IconButton label="Move Amount up" icon={Trash2} unavailable="Already first." />
        <StateBadge state="draft" />
        <StateBadge state="review" />
        <StateBadge state="live" />
        <StateBadge state="retired" />
        <StateBadge state="drifted" />
      </div>
    </>
  );
}

function Fields() {
  return (
    <div className={styles.grid}>
      <TextField label="Label" defaultValue="Amount" />
      <TextField label="Key" mono defaultValue="amount" error="This key is taken." />
      <TextField label="Hint" hint="Shown under the label." optional />
      <TextArea label="Change summary" defaultValue="Adds an amount." />
      <NumberField label="Width" defaultValue={6} minValue={1} maxValue={12} unit="of 12" />
      <SearchField label="Search settings" />
      <Select label="Currency" options={OPTIONS} value="eur" onChange={nothing} />
      <Select label="Kind" options={OPTIONS} value={null} onChange={nothing} error="Choose a kind." />
      <RadioGroup label="Rows people see" defaultValue="own">
        <Radio value="own" note="Only what they sent.">
          Their own
        </Radio>
        <Radio value="all">All</Radio>
      </RadioGroup>
      <CheckboxGroup label="Columns" defaultValue={["a"]}>
        <Checkbox value="a">Purpose</Checkbox>
        <Checkbox value="b">Amount</Checkbox>
      </CheckboxGroup>
      <Switch defaultSelected spread note="People cannot go on without it.">
        Required
      </Switch>
    </div>
  );
}

function Layers() {
  return (
    <div className={styles.row}>
      <MenuTrigger>
        <IconButton label="More actions for Amount" icon={MoreHorizontal} />
        <Menu onAction={nothing}>
          <MenuItem id="duplicate" keys="Ctrl+D">
            Duplicate Amount
          </MenuItem>
          <MenuSection title="Move">
            <MenuItem id="up">Move Amount up</MenuItem>
          </MenuSection>
          <MenuRule />
          <MenuItem id="delete" icon={Trash2} tone="danger" keys="Del">
            Delete Amount
          </MenuItem>
        </Menu>
      </MenuTrigger>
      <DialogTrigger>
        <Button>Open dialog</Button>
        <Dialog title="Withdraw version 13?">
          {(close) => (
            <>
              <p>Reviewers no longer see it. Your draft stays as it is.</p>
              <DialogFoot>
                <Button onPress={close}>Keep it</Button>
                <Button variant="primary" onPress={close}>
                  Withdraw version 13
                </Button>
              </DialogFoot>
            </>
          )}
        </Dialog>
      </DialogTrigger>
      <DialogTrigger>
        <Button>Open popover</Button>
        <Popover label="Why tier 2">Personal data and an e-mail connector.</Popover>
      </DialogTrigger>
      <Button onPress={() => toast("Amount deleted.", { label: "Undo", onPress: nothing })}>
        Show toast
      </Button>
    </div>
  );
}

function Parts() {
  return (
    <>
      <Banner tone="bad" title="The list did not load." actions={<Button size="sm">Retry</Button>}>
        Nothing was changed.
      </Banner>
      <Banner tone="warn" title="Lea is changing fields." />
      <Banner tone="ok" title="Version 12 is live." />
      <Banner title="Two changes since you opened this." />
      <Tabs
        label="Settings"
        tabs={[
          { id: "field", label: "Field", content: <p>Label, hint, required.</p> },
          { id: "rules", label: "Rules", note: "2", content: <p>Two rules use it.</p> },
        ]}
      />
      <Disclosure title="Log" note="4 lines" level={2}>
        <code>create table gh_expense_claims_claim</code>
      </Disclosure>
      <Table label="Apps" cards>
        <thead>
          <tr>
            <Th sort="ascending" onSort={nothing}>
              Name
            </Th>
            <Th>State</Th>
            <Th numeric>People</Th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <Td label="Name">Expense claims</Td>
            <Td label="State">
              <StateBadge state="live" />
            </Td>
            <Td label="People" numeric>
              1,204
            </Td>
          </tr>
        </tbody>
      </Table>
      <ProgressLine label="Loading" />
      <Skeleton lines={3} />
      <EmptyState
        title="Nothing is waiting for you."
        action={<Button variant="primary">Start an app</Button>}
      />
    </>
  );
}
