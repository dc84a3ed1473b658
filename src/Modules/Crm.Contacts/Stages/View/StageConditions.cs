using System.Globalization;
using Crm.Contacts.Segments.Conditions;

namespace Crm.Contacts.Stages.View;

/// <summary>The conditions by which the list of people finds those behind a figure of the life cycle, as its addresses write them.</summary>
internal static class StageConditions
{
    /// <summary>Who is in their stage for too long.</summary>
    public static string Stuck => Write("stage.since", "stuck");

    /// <summary>Who moved between those days, both counted.</summary>
    /// <param name="from">Key of a stage, blank for none; null for any.</param>
    /// <param name="to">The same.</param>
    public static string Moved(string? from, string? to, DateOnly first, DateOnly last)
        => Write("stage.moved", "between", ("from", StageRules.Operand(from)), ("to", StageRules.Operand(to)), ("first", Text(first)), ("last", Text(last)));

    private static string Write(string id, string @operator, params (string Name, string Value)[] values)
        => ConditionJson.Write(new ConditionGroup(GroupMatch.All, [new RuleCondition(id, @operator, false, values.ToDictionary(value => value.Name, value => (object)value.Value))])).ToJsonString();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
