using System.Globalization;
using Crm.Contacts.Segments.Conditions;
using Crm.Contacts.Segments.Rules;

namespace Crm.Contacts.Segments.Edit;

/// <summary>A node of the tree while somebody builds it: it may be half filled in.</summary>
internal sealed class BuilderNode
{
    private const int MostNodes = 200;

    public BuilderNode? Parent { get; private set; }

    /// <summary>all, any or none; null for a rule.</summary>
    public string? Match { get; set; }

    public string Rule { get; set; } = "";

    public string Op { get; set; } = "";

    public bool Not { get; set; }

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public List<BuilderNode> Children { get; } = [];

    /// <summary>What is wrong with it, in sentences.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Its number from top to bottom, given when it is shown.</summary>
    public int Number { get; private set; }

    public bool IsGroup => Match is not null;

    /// <summary>0 for the whole.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>The whole and all below it, from top to bottom.</summary>
    public IEnumerable<BuilderNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>A group.</summary>
    public static BuilderNode Group(string match) => new() { Match = match };

    /// <summary>The tree that a form sent; a whole that holds nothing when it sent none.</summary>
    public static BuilderNode Of(IReadOnlyList<NodeForm> sent)
    {
        var root = Group(sent is [{ Match: { Length: > 0 } match }, ..] ? match : "all");
        var path = new Stack<BuilderNode>([root]);
        foreach (var form in sent.Skip(1).Take(MostNodes))
        {
            while (path.Count > 1 && path.Count > form.Depth)
            {
                path.Pop();
            }

            var node = new BuilderNode { Match = string.IsNullOrEmpty(form.Match) ? null : form.Match, Rule = form.Rule ?? "", Op = form.Op ?? "", Not = form.Not };
            foreach (var (name, value) in form.Values)
            {
                node.Values[name] = value ?? "";
            }

            path.Peek().Add(node);
            if (node.IsGroup)
            {
                path.Push(node);
            }
        }

        return root.Numbered();
    }

    /// <summary>A stored tree.</summary>
    public static BuilderNode Of(Condition condition)
    {
        if (condition is RuleCondition rule)
        {
            var leaf = new BuilderNode { Rule = rule.Rule, Op = rule.Operator, Not = rule.Not };
            foreach (var (name, value) in rule.Values)
            {
                leaf.Values[name] = value is double number ? number.ToString(CultureInfo.InvariantCulture) : (string)value;
            }

            return leaf;
        }

        var group = (ConditionGroup)condition;
        var node = Group(group.Match.ToString().ToLowerInvariant());
        foreach (var child in group.Of)
        {
            node.Add(Of(child));
        }

        return node.Numbered();
    }

    /// <summary>As a condition; what was typed for a number is read as one when it can be. Groups without anything in them are left out.</summary>
    public Condition? ToCondition(Func<string, SegmentRule?> find)
    {
        if (IsGroup)
        {
            var children = Children.Select(child => child.ToCondition(find)).OfType<Condition>().ToList();
            return children.Count == 0 && Parent is not null ? null : new ConditionGroup(Match switch { "any" => GroupMatch.Any, "none" => GroupMatch.None, _ => GroupMatch.All }, children);
        }

        var operands = find(Rule)?.Operators.FirstOrDefault(how => how.Id == Op)?.Operands ?? [];
        return new RuleCondition(Rule, Op, Not, operands.ToDictionary(operand => operand.Name, operand => Typed(operand, Values.GetValueOrDefault(operand.Name, ""))));
    }

    /// <summary>Hangs a node below this group.</summary>
    public void Add(BuilderNode node, int? at = null)
    {
        node.Parent?.Children.Remove(node);
        node.Parent = this;
        Children.Insert(at ?? Children.Count, node);
    }

    /// <summary>Takes it out of its tree.</summary>
    public void Remove()
    {
        Parent?.Children.Remove(this);
        Parent = null;
    }

    /// <summary>Moves it one place up: past a rule, into the end of a group, out of the group that it is first in.</summary>
    public void MoveUp()
    {
        if (Parent is not { } parent)
        {
            return;
        }

        var at = parent.Children.IndexOf(this);
        if (at == 0 && parent.Parent is { } above)
        {
            above.Add(this, above.Children.IndexOf(parent));
        }
        else if (at > 0 && !IsGroup && parent.Children[at - 1].IsGroup)
        {
            parent.Children[at - 1].Add(this);
        }
        else if (at > 0)
        {
            parent.Add(this, at - 1);
        }
    }

    /// <summary>Moves it one place down, likewise.</summary>
    public void MoveDown()
    {
        if (Parent is not { } parent)
        {
            return;
        }

        var at = parent.Children.IndexOf(this);
        if (at == parent.Children.Count - 1)
        {
            if (parent.Parent is { } above)
            {
                above.Add(this, above.Children.IndexOf(parent) + 1);
            }
        }
        else if (!IsGroup && parent.Children[at + 1].IsGroup)
        {
            parent.Children[at + 1].Add(this, 0);
        }
        else
        {
            parent.Add(this, at + 1);
        }
    }

    /// <summary>Numbers the nodes anew.</summary>
    public BuilderNode Numbered()
    {
        var number = 0;
        foreach (var node in All)
        {
            node.Number = number++;
        }

        return this;
    }

    private static object Typed(SegmentOperand operand, string text) => operand.Kind == OperandKind.Number
        && (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.TryParse(text, NumberStyles.Number, CultureInfo.CurrentCulture, out number)) ? number : text;
}
