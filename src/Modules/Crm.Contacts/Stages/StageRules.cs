using System.Linq.Expressions;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Rules;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages;

/// <summary>What segments and views ask of the way through the stages.</summary>
internal sealed class StageRules(LifeCycle lifeCycle, StageNames names, DayOperators days, TimeProvider time, IStringLocalizer<StageRules> s) : ISegmentRules
{
    private const string Any = "any";
    private const string None = "-";

    public async ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        var stages = await lifeCycle.ListAsync();
        List<string> clients = [.. stages.Where(stage => stage.Kind == StageKind.Client).Select(stage => stage.Key)];
        List<SegmentChoice> choices = [.. stages.Select(stage => new SegmentChoice(stage.Key, names.Of(stage)))];
        var stage = new SegmentOperand("stage", s["Stage"], OperandKind.Choice) { Choices = choices, OtherValues = true };
        SegmentOperand from = new("from", s["From stage"], OperandKind.Choice) { Choices = [new(Any, s["any stage"]), new(None, s["no stage"]), .. choices], OtherValues = true },
            to = new("to", s["To stage"], OperandKind.Choice) { Choices = from.Choices, OtherValues = true };
        SegmentOperand first = new("first", s["First day"], OperandKind.Day), last = new("last", s["Last day"], OperandKind.Day);
        return
        [
            Rule("stage.since", s["In the present stage"],
            [
                new SegmentOperator("longer", s["for more than {0} days"], (_, v) => Longer(v.Whole("count")), new SegmentOperand("count", s["How many"], OperandKind.Number) { Min = 0, Max = 36_500 }),
                .. days.Of((scope, range) => Since(Moments.Of(scope, range))),
                new SegmentOperator("stuck", s["for too long: stuck"], (_, _) => Stuck(stages)),
                new SegmentOperator("unknown", s["since an unknown day"], (_, _) => row => row.Stage != "" && row.StageSince == default),
            ]),
            Rule("stage.moved", s["Moved to stage"],
            [
                new SegmentOperator("last", s["{0} in the last {1} {2}"], (scope, v) => Moved(scope, Any, v.Text("stage"), Moments.Of(scope, DayOperators.Last(scope, v))), [stage, .. days.Stretch]),
                new SegmentOperator("since", s["{0} on {1} or later"], (scope, v) => Moved(scope, Any, v.Text("stage"), Moments.Of(scope, new DayRange(v.Day("day"), null))), stage, new SegmentOperand("day", s["Day"], OperandKind.Day)),
                new SegmentOperator("between", s["{1} from {0}, between {2} and {3}"], (scope, v) => Moved(scope, v.Text("from"), v.Text("to"), Moments.Of(scope, new DayRange(v.Day("first"), DayAfter(v.Day("last"))))), from, to, first, last),
            ]),
            Rule("stage.client", s["Became a client"], [.. days.Of((scope, range) => Became(scope, clients, Moments.Of(scope, range)))]),
            Rule("stage.ever", s["Was at any time in stage"],
            [
                new SegmentOperator("is", s["{0}"], (scope, v) => Ever(scope, v.Text("stage")), stage),
            ]),
        ];
    }

    private SegmentRule Rule(string id, string label, IReadOnlyList<SegmentOperator> operators)
        => new(id, s["Life cycle"], label, operators) { Sources = [new SourceField(ContactTypes.Person, $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}")] };

    private Expression<Func<PersonIndex, bool>> Longer(int count)
    {
        var (before, known) = (time.GetUtcNow().UtcDateTime.AddDays(-count), default(DateTime));
        return row => row.StageSince > known && row.StageSince < before && row.Stage != "";
    }

    private static Expression<Func<PersonIndex, bool>> Since(Moments moments)
    {
        var (from, before) = moments;
        return row => row.StageSince >= from && row.StageSince < before && row.Stage != "";
    }

    private Expression<Func<PersonIndex, bool>> Stuck(IEnumerable<Stage> stages)
        => stages.Where(stage => stage.StuckAfterDays is not null).Select(stage =>
        {
            var (key, before, known) = (stage.Key, StuckBefore(stage, time), default(DateTime));
            return (Expression<Func<PersonIndex, bool>>)(row => row.Stage == key && row.StageSince > known && row.StageSince < before);
        }).Aggregate((Expression<Func<PersonIndex, bool>>)(row => row.DocumentId < 0), Predicates.Or);

    /// <summary>How a condition names a stage: blank for none, null for any.</summary>
    public static string Operand(string? key) => key is null ? Any : key.Length == 0 ? None : key;

    /// <summary>Who is in a stage since before that moment is stuck there.</summary>
    public static DateTime StuckBefore(Stage stage, TimeProvider time) => time.GetUtcNow().UtcDateTime.AddDays(-(stage.StuckAfterDays ?? 0));

    private static Expression<Func<PersonIndex, bool>> Moved(SegmentScope scope, string from, string to, Moments moments)
    {
        var (first, before) = moments;
        (from, to) = (from == None ? "" : from, to == None ? "" : to);
        var changes = scope.Session.QueryIndex<StageChangeIndex>().Where(change => change.At >= first && change.At < before);
        changes = from == Any ? changes : changes.Where(change => change.From == from);
        changes = to == Any ? changes : changes.Where(change => change.To == to);
        var ids = changes.Select(change => change.DocumentId);
        return row => ids.Contains(row.DocumentId);
    }

    // The first time only: who came back has been a client since then.
    private static Expression<Func<PersonIndex, bool>> Became(SegmentScope scope, List<string> clients, Moments moments)
    {
        var (first, before) = moments;
        var changes = scope.Session.QueryIndex<StageChangeIndex>().Where(change => clients.Contains(change.To));
        var (within, earlier) = (changes.Where(change => change.At >= first && change.At < before).Select(change => change.DocumentId), changes.Where(change => change.At < first && change.At > default(DateTime)).Select(change => change.DocumentId));
        return row => within.Contains(row.DocumentId) && !earlier.Contains(row.DocumentId);
    }

    // Whose stage was never noted is in it at least now.
    private static Expression<Func<PersonIndex, bool>> Ever(SegmentScope scope, string stage)
    {
        var ids = scope.Session.QueryIndex<StageChangeIndex>().Where(change => change.To == stage).Select(change => change.DocumentId);
        return row => row.Stage == stage || ids.Contains(row.DocumentId);
    }

    private static DateOnly? DayAfter(DateOnly day) => day == DateOnly.MaxValue ? null : day.AddDays(1);
}

/// <summary>A stretch of time, UTC: known moments from one on to before another.</summary>
internal readonly record struct Moments(DateTime From, DateTime Before)
{
    /// <summary>Those of days in the tenant's zone.</summary>
    public static Moments Of(SegmentScope scope, DayRange range) => new(
        range.From is { } first && first > DateOnly.MinValue.AddDays(1) ? scope.StartOf(first) : default(DateTime).AddDays(1),
        range.Before is { } end && end < DateOnly.MaxValue.AddDays(-1) ? scope.StartOf(end) : DateTime.MaxValue.AddDays(-1));
}
