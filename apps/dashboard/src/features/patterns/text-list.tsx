/** Sentences as a list, numbered where their order matters. */
export function TextList({
  items,
  ordered = false,
}: {
  items: readonly string[];
  ordered?: boolean;
}) {
  const List = ordered ? "ol" : "ul";
  return (
    <List
      className={`flex flex-col gap-1 pl-4.5 marker:text-muted-foreground ${ordered ? "list-decimal" : "list-disc"}`}
    >
      {items.map((text) => (
        <li key={text} className="break-words">
          {text}
        </li>
      ))}
    </List>
  );
}
