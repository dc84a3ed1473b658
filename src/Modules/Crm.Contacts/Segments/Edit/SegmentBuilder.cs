using System.Globalization;
using System.Security.Claims;
using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Segments.Rules;

namespace Crm.Contacts.Segments.Edit;

/// <summary>What the builder shows: the tree, the rules to choose from, the control that is to have the focus.</summary>
internal sealed record BuilderView(BuilderNode Root, RuleBook Book, string? Focus = null)
{
    /// <summary>How deep a group may still get a group inside.</summary>
    public const int MostDepth = 5;

    /// <summary>The rules by the headings they are offered under.</summary>
    public IEnumerable<IGrouping<string, SegmentRule>> Groups => Book.Offered.GroupBy(rule => rule.Group);

    /// <summary>The view of a node of the tree.</summary>
    public (BuilderView View, BuilderNode Node) At(BuilderNode node) => (this, node);
}

/// <summary>Changes a tree as the builder's buttons ask, fills in what a new choice needs, and says what is wrong.</summary>
internal sealed class SegmentBuilder(RuleBooks books, ConditionJson json)
{
    /// <summary>The tree as sent, after the act of the button that sent it: <c>rule:3</c> and <c>group:3</c> add to a group, <c>remove:5</c>, <c>up:5</c> and <c>down:5</c> concern a node.</summary>
    public async Task<BuilderView> ChangeAsync(ClaimsPrincipal user, IReadOnlyList<NodeForm> sent, string? act, CancellationToken cancellationToken)
    {
        var (book, root) = (await books.ForAsync(user, cancellationToken), BuilderNode.Of(sent));
        var focus = act?.Split(':') is [var what, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && root.All.FirstOrDefault(node => node.Number == at) is { } node
            ? Do(what, node, book) : null;
        foreach (var rule in root.All.Where(one => !one.IsGroup))
        {
            Complete(rule, book);
        }

        root.Numbered();
        return new BuilderView(root, book, focus is { } moved ? $"{moved.Control}-{moved.Node.Number}" : null);
    }

    /// <summary>A stored tree; null, with the sentences, when this user may not ask it.</summary>
    public async Task<(BuilderView? View, IReadOnlyList<string> Faults)> OpenAsync(ClaimsPrincipal user, System.Text.Json.Nodes.JsonObject? stored, CancellationToken cancellationToken)
    {
        var (book, faults) = (await books.ForAsync(user, cancellationToken), new List<ConditionFault>());
        var tree = stored is null ? ConditionGroup.Everybody : json.Read(stored, faults);
        if (tree is not null)
        {
            faults.AddRange(book.Check(tree));
        }

        return faults.Count == 0 ? (new BuilderView(BuilderNode.Of(tree!), book), []) : (null, [.. faults.Select(fault => fault.Sentence).Distinct()]);
    }

    /// <summary>The condition that a view holds; its faults are written beside the rules that have them, and it is null then.</summary>
    public ConditionGroup? Read(BuilderView view)
    {
        var tree = (ConditionGroup)view.Root.ToCondition(view.Book.Find)!;
        var faults = new List<ConditionFault>();
        if (json.Read(ConditionJson.Write(tree), faults) is not null)
        {
            faults.AddRange(view.Book.Check(tree));
        }

        foreach (var fault in faults)
        {
            (At(view.Root, fault.Path) ?? view.Root).Faults.Add(fault.Sentence);
        }

        return faults.Count == 0 ? tree : null;
    }

    private static (BuilderNode Node, string Control)? Do(string what, BuilderNode node, RuleBook book)
    {
        switch (what)
        {
            case "rule" when node.IsGroup:
                var rule = New(book);
                node.Add(rule);
                return (rule, "rule");
            case "group" when node.IsGroup && node.Depth < BuilderView.MostDepth:
                var group = BuilderNode.Group(node.Match == "any" ? "all" : "any");
                node.Add(group);
                group.Add(New(book));
                return (group, "match");
            case "remove" when node.Parent is { } parent:
                node.Remove();
                return (parent, "add");
            case "up":
                node.MoveUp();
                return (node, "up");
            case "down":
                node.MoveDown();
                return (node, "down");
            default:
                return null;
        }
    }

    private static BuilderNode New(RuleBook book) => new() { Rule = book.Offered.FirstOrDefault()?.Id ?? "" };

    // Another rule has other operators, another operator other operands: what still fits stays.
    private static void Complete(BuilderNode node, RuleBook book)
    {
        if (book.Find(node.Rule) is not { } rule)
        {
            return;
        }

        node.Op = rule.Operators.Any(how => how.Id == node.Op) ? node.Op : rule.Operators[0].Id;
        foreach (var operand in rule.Operators.First(how => how.Id == node.Op).Operands.Where(operand => !operand.OtherValues && operand.Kind == OperandKind.Choice))
        {
            if (operand.Choices.All(choice => choice.Value != node.Values.GetValueOrDefault(operand.Name)))
            {
                node.Values[operand.Name] = operand.Choices[0].Value;
            }
        }
    }

    // "/of/1/of/0/values/count": the groups that are left out because they are empty have no place in it.
    private static BuilderNode? At(BuilderNode root, string path)
    {
        var (node, parts) = (root, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        for (var i = 0; i + 1 < parts.Length && parts[i] == "of" && int.TryParse(parts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var at); i += 2)
        {
            node = node.Children.Where(child => !child.IsGroup || child.All.Any(one => !one.IsGroup)).ElementAtOrDefault(at);
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }
}
