import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { EntitySpec, FieldSpec, NodeSpec, RecordRow, RenderMode, Services } from "@/library/types";
import type { Artefact } from "./artefact";
import type { FormState, FormStore } from "./formStore";

/** What changed on an object, for pictures of a difference. */
export interface Mark {
  readonly change: "added" | "changed" | "removed" | "moved";
  /** Said and shown beside the object: "Added". */
  readonly label: string;
}

export interface FrameInfo {
  readonly field: FieldSpec | null;
  readonly isContainer: boolean;
  readonly depth: number;
}

/** Wraps one object in design mode. A container's content holds its children's frames: never make it inert. */
export type Frame = (node: NodeSpec, content: ReactNode, info: FrameInfo) => ReactNode;

/** What every object on a page needs to know. It never changes while the page stands, so nothing re-renders by it. */
export interface Drawing {
  readonly artefact: Artefact;
  readonly entity: EntitySpec | null;
  readonly fields: ReadonlyMap<string, FieldSpec>;
  readonly mode: RenderMode;
  readonly store: FormStore;
  readonly services: Services;
  readonly record: RecordRow | null;
  readonly frame: Frame | null;
  readonly emptySlot: ((parent: NodeSpec | null) => ReactNode) | null;
  readonly marks: ReadonlyMap<string, Mark> | null;
  readonly idPrefix: string;
  readonly readOnly: boolean;
}

export const DrawingContext = createContext<Drawing | null>(null);

export function useDrawing(): Drawing {
  const drawing = useContext(DrawingContext);
  if (!drawing) {
    throw new Error("Objects of a page are drawn by Render.");
  }
  return drawing;
}

/** One part of the form's state; the caller re-renders when that part changes and at no other time. */
export function useForm<T>(store: FormStore, select: (state: FormState) => T): T {
  return useStore(store, select);
}
