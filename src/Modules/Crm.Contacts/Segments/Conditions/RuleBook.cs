using System.Globalization;
using System.Linq.Expressions;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Rules;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Conditions;

/// <summary>The rules as one user may ask them: checks a tree, makes its SQL, says it in words.</summary>
internal sealed class RuleBook
{
    private readonly Dictionary<string, SegmentRule> _rules;
    private readonly Dictionary<string, string> _refused;
    private readonly IStringLocalizer _s;

    /// <param name="refused">Why this user may not ask certain rules, by their ids.</param>
    public RuleBook(IEnumerable<SegmentRule> rules, IReadOnlyDictionary<string, string> refused, SegmentScope scope, IStringLocalizer s)
        => (_rules, _refused, Scope, _s) = (rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal), new Dictionary<string, string>(refused), scope, s);

    /// <summary>For whom and when.</summary>
    public SegmentScope Scope { get; }

    /// <summary>The rules that this user may ask, in the order offered.</summary>
    public IEnumerable<SegmentRule> Offered => _rules.Values.Where(rule => !_refused.ContainsKey(rule.Id));

    /// <summary>The rule of that id that this user may ask; null for none.</summary>
    public SegmentRule? Find(string id) => _refused.ContainsKey(id) ? null : _rules.GetValueOrDefault(id);

    /// <summary>What is wrong with a tree for this user: unknown rules and operators, bad values, rules he may not ask.</summary>
    public IReadOnlyList<ConditionFault> Check(ConditionGroup root)
    {
        var faults = new List<ConditionFault>();
        Check(root, "", faults);
        return faults;
    }

    /// <summary>The condition on the index of people; the tree must be without fault. Whose records he sees is not in it.</summary>
    public Expression<Func<PersonIndex, bool>> Compile(Condition condition)
    {
        if (condition is RuleCondition rule)
        {
            var how = _rules[rule.Rule].Operators.First(how => how.Id == rule.Operator);
            var sql = how.Condition(Scope, Read(rule, how, "", []));
            return rule.Not ? Predicates.Not(sql) : sql;
        }

        var group = (ConditionGroup)condition;
        var parts = group.Of.Select(Compile).ToList();
        return parts.Count == 0 ? row => true
            : group.Match switch
            {
                GroupMatch.All => parts.Aggregate(Predicates.And),
                GroupMatch.Any => parts.Aggregate(Predicates.Or),
                _ => Predicates.Not(parts.Aggregate(Predicates.Or)),
            };
    }

    /// <summary>The tree in words: "Stage is Client and (Town is Libourne or Town is Bordeaux)".</summary>
    public string Say(Condition condition) => Say(condition, inner: false);

    /// <summary>The values of a rule that are read as its operator's operands ask; faults are added for those that are not.</summary>
    private SegmentValues Read(RuleCondition rule, SegmentOperator how, string path, List<ConditionFault> faults)
    {
        var read = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var operand in how.Operands)
        {
            var (value, fault) = Read(operand, rule.Values.GetValueOrDefault(operand.Name));
            if (value is null)
            {
                faults.Add(new ConditionFault($"{path}/values/{operand.Name}", fault!));
            }

            read[operand.Name] = value ?? "";
        }

        return new SegmentValues(read);
    }

    private (object? Value, string? Fault) Read(SegmentOperand operand, object? value) => operand.Kind switch
    {
        OperandKind.Number => value is double number && number >= operand.Min && number <= operand.Max ? (number, null) : (null, WrongNumber(operand)),
        OperandKind.Day => DateOnly.TryParseExact(value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, null) : (null, _s["{0}: this is not a day.", operand.Label]),
        OperandKind.Time => TimeOnly.TryParseExact(value as string, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time, null) : (null, _s["{0}: this is not a time of day.", operand.Label]),
        OperandKind.Choice => value is string { Length: > 0 } choice && (operand.OtherValues || operand.Choices.Any(one => one.Value == choice)) ? (choice, null) : (null, _s["{0}: choose one of the list.", operand.Label]),
        _ => value is string text && !string.IsNullOrWhiteSpace(text) ? (text, null) : (null, _s["{0}: something has to be filled in.", operand.Label]),
    };

    private string WrongNumber(SegmentOperand operand) => operand.Min > double.MinValue && operand.Max < double.MaxValue
        ? _s["{0}: a number from {1:#,0} to {2:#,0}.", operand.Label, operand.Min, operand.Max] : _s["{0}: this is not a number.", operand.Label];

    private void Check(Condition condition, string path, List<ConditionFault> faults)
    {
        if (condition is ConditionGroup group)
        {
            for (var i = 0; i < group.Of.Count; i++)
            {
                Check(group.Of[i], $"{path}/of/{i}", faults);
            }

            return;
        }

        var asked = (RuleCondition)condition;
        if (_refused.TryGetValue(asked.Rule, out var reason))
        {
            faults.Add(new ConditionFault(path + "/rule", reason));
        }
        else if (_rules.GetValueOrDefault(asked.Rule) is not { } rule)
        {
            faults.Add(new ConditionFault(path + "/rule", _s["There is no rule “{0}” here; the module or the field it belongs to may be off.", asked.Rule]));
        }
        else if (rule.Operators.FirstOrDefault(how => how.Id == asked.Operator) is not { } how)
        {
            faults.Add(new ConditionFault(path + "/operator", _s["“{0}” cannot be compared by “{1}”.", rule.Label, asked.Operator]));
        }
        else
        {
            Read(asked, how, path, faults);
            faults.AddRange(asked.Values.Keys.Where(name => how.Operands.All(operand => operand.Name != name)).Select(name => new ConditionFault($"{path}/values/{name}", _s["“{0}” is unknown here.", name])));
        }
    }

    private string Say(Condition condition, bool inner)
    {
        if (condition is ConditionGroup group)
        {
            var parts = group.Of.Select(child => Say(child, inner: true)).ToList();
            var joined = string.Join(group.Match == GroupMatch.All ? _s[" and "] : _s[" or "], parts);
            return parts.Count == 0 ? _s["everybody"] : group.Match == GroupMatch.None ? _s["none of ({0})", joined] : inner && parts.Count > 1 ? $"({joined})" : joined;
        }

        // What this user may not ask is not said either: its value would be told by the sentence.
        var asked = (RuleCondition)condition;
        if (Find(asked.Rule) is not { } rule || rule.Operators.FirstOrDefault(how => how.Id == asked.Operator) is not { } how)
        {
            return _s["a condition that cannot be asked here"];
        }

        var faults = new List<ConditionFault>();
        var values = Read(asked, how, "", faults);
        var sentence = faults.Count > 0 ? $"{rule.Label} …" : $"{rule.Label} {string.Format(CultureInfo.CurrentCulture, how.Pattern, [.. how.Operands.Select(values.Shown)])}";
        return asked.Not ? _s["not: {0}", sentence] : sentence;
    }
}
