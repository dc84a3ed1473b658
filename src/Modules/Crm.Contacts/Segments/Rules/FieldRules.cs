using System.Linq.Expressions;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Rules;

/// <summary>The filterable fields that a tenant added to people, each under <c>field.Part.Field</c>.</summary>
internal sealed class FieldRules(
    IContentDefinitionManager definitions, IContentManager content, IDocumentManager<FilterBackfill> backfill, DayOperators days, IStringLocalizer<FieldRules> s) : ISegmentRules
{
    public async ValueTask<IReadOnlyList<SegmentRule>> ListAsync(CancellationToken cancellationToken)
    {
        if (await definitions.GetLayoutAsync(ContactTypes.Person) is not { } person)
        {
            return [];
        }

        var pending = (await backfill.GetOrCreateImmutableAsync()).Pending.Where(type => type.ContentType == ContactTypes.Person).SelectMany(type => type.Fields).ToHashSet(StringComparer.Ordinal);
        var rules = new List<SegmentRule>();
        foreach (var field in person.Fields.Where(field => FilterTable.Takes(field.FieldName) && field.GetSettings<FieldIndexSettings>().Filterable))
        {
            string label = s[field.DisplayName].Value;
            rules.Add(new SegmentRule($"field.{field.Path}", s["Own fields"], label, await OperatorsAsync(field))
            {
                Sources = [new(ContactTypes.Person, field.Path), .. NamesAskedBy(field)],
                NotNow = pending.Contains(field.Path) ? s["“{0}” is still being indexed; ask again in a moment.", label].Value : null,
            });
        }

        return rules;
    }

    private async Task<IReadOnlyList<SegmentOperator>> OperatorsAsync(ContentFieldLayout field)
    {
        var path = field.Path;
        return field.FieldName switch
        {
            "BooleanField" => [Number("yes", s["is yes"], path, _ => (1, 1)), Number("no", s["is no"], path, _ => (0, 0))],
            "NumericField" => [.. Numbers(path), Blank(field)],
            "TimeField" => [.. Times(path), Blank(field)],
            "DateField" or "DateTimeField" => [.. days.Of((scope, range) => InDays(scope, path, range, field.FieldName == "DateTimeField"), ahead: true), Blank(field)],
            "TaxonomyField" => [Term(path, await TermsAsync(field)), Blank(field)],
            "ContentPickerField" => [Picked(field), Blank(field)],
            _ => [.. Texts(path), Blank(field)],
        };
    }

    private IEnumerable<SegmentOperator> Texts(string path)
    {
        var text = new SegmentOperand("value", s["Text"], OperandKind.Text);
        yield return new SegmentOperator("has", s["contains {0}"], (scope, v) => In(Values(scope, path, FilterTable.Fold(v.Text("value")), static (rows, value) => rows.Where(row => row.Value.Contains(value)))), text);
        yield return new SegmentOperator("is", s["is {0}"], (scope, v) => In(Values(scope, path, FilterTable.Fold(v.Text("value")), static (rows, value) => rows.Where(row => row.Value == value))), text);
        yield return new SegmentOperator("starts", s["begins with {0}"], (scope, v) => In(Values(scope, path, FilterTable.Fold(v.Text("value")), static (rows, value) => rows.Where(row => row.Value.StartsWith(value)))), text);
    }

    private IEnumerable<SegmentOperator> Numbers(string path)
    {
        SegmentOperand from = new("from", s["At least"], OperandKind.Number), to = new("to", s["At most"], OperandKind.Number), value = new("value", s["Number"], OperandKind.Number);
        yield return Number("is", s["is {0}"], path, v => (v.Number("value"), v.Number("value")), value);
        yield return Number("least", s["is at least {0}"], path, v => (v.Number("from"), double.MaxValue), from);
        yield return Number("most", s["is at most {0}"], path, v => (double.MinValue, v.Number("to")), to);
        yield return Number("between", s["is from {0} to {1}"], path, v => (v.Number("from"), v.Number("to")), from, to);
    }

    private IEnumerable<SegmentOperator> Times(string path)
    {
        SegmentOperand from = new("from", s["From"], OperandKind.Time), to = new("to", s["To"], OperandKind.Time);
        yield return Number("between", s["is from {0} to {1}"], path, v => (Minutes(v, "from"), Minutes(v, "to")), from, to);
        yield return Number("least", s["is at least {0}"], path, v => (Minutes(v, "from"), double.MaxValue), from);
        yield return Number("most", s["is at most {0}"], path, v => (double.MinValue, Minutes(v, "to")), to);
    }

    private SegmentOperator Blank(ContentFieldLayout field)
    {
        var path = field.Path;
        return new SegmentOperator("blank", s["is blank"], (scope, _) => Predicates.Not(In(
            FilterTable.IsText(field.FieldName) ? Texts(scope, path).Select(row => row.DocumentId)
            : FilterTable.IsNumber(field.FieldName) ? scope.Session.QueryIndex<NumberFilterIndex>().Where(row => row.Field == path).Select(row => row.DocumentId)
            : scope.Session.QueryIndex<DateFilterIndex>().Where(row => row.Field == path).Select(row => row.DocumentId))));
    }

    private SegmentOperator Term(string path, IReadOnlyList<SegmentChoice> terms) => new("is", s["is {0}"],
        (scope, v) => In(Values(scope, path, FilterTable.Fold(v.Text("value")), static (rows, value) => rows.Where(row => row.Value == value))),
        new SegmentOperand("value", s["Choice"], OperandKind.Choice) { Choices = terms, OtherValues = true });

    // The records picked are asked by their names; who may not see these may not ask.
    private SegmentOperator Picked(ContentFieldLayout field)
    {
        var (path, types) = (field.Path, PickedTypes(field));
        return new SegmentOperator("named", s["is the one named {0}"], (scope, v) =>
        {
            var name = v.Text("value").Trim();
            var items = scope.Session.QueryIndex<ContentItemIndex>().Where(item => item.Latest && types.Contains(item.ContentType) && item.DisplayText == name).Select(item => item.ContentItemId);
            return In(Texts(scope, path).Where(row => items.Contains(row.Value)).Select(row => row.DocumentId));
        }, new SegmentOperand("value", s["Name"], OperandKind.Text));
    }

    private static IEnumerable<SourceField> NamesAskedBy(ContentFieldLayout field)
        => field.FieldName == "ContentPickerField" ? PickedTypes(field).Select(type => new SourceField(type, nameof(ContentItem.DisplayText))) : [];

    private static string[] PickedTypes(ContentFieldLayout field) => [.. field.GetSettings<ContentPickerFieldSettings>().DisplayedContentTypes ?? []];

    private async Task<IReadOnlyList<SegmentChoice>> TermsAsync(ContentFieldLayout field)
        => field.GetSettings<TaxonomyFieldSettings>().TaxonomyContentItemId is { Length: > 0 } id && await content.GetAsync(id, VersionOptions.Latest) is { } taxonomy
            ? [.. Under(taxonomy.As<TaxonomyPart>()?.Terms ?? [], "")] : [];

    private static IEnumerable<SegmentChoice> Under(IEnumerable<ContentItem> terms, string above) => terms.SelectMany(term =>
        Under(term.As<TaxonomyPart>()?.Terms ?? [], $"{above}{term.DisplayText} › ").Prepend(new SegmentChoice(term.ContentItemId, above + term.DisplayText)));

    private static double Minutes(SegmentValues values, string name) => values.Time(name).ToTimeSpan().TotalMinutes;

    private static IQueryable<TextFilterIndex> Texts(SegmentScope scope, string path) => scope.Session.QueryIndex<TextFilterIndex>().Where(row => row.Field == path);

    private static IQueryable<long> Values(SegmentScope scope, string path, string value, Func<IQueryable<TextFilterIndex>, string, IQueryable<TextFilterIndex>> narrow)
        => narrow(Texts(scope, path), value).Select(row => row.DocumentId);

    private static SegmentOperator Number(string id, string pattern, string path, Func<SegmentValues, (double From, double To)> range, params SegmentOperand[] operands)
        => new(id, pattern, (scope, values) =>
        {
            var (from, to) = range(values);
            return In(scope.Session.QueryIndex<NumberFilterIndex>().Where(row => row.Field == path && row.Value >= from && row.Value <= to).Select(row => row.DocumentId));
        }, operands);

    // A day field has no zone: its days are stored as midnight.
    private static Expression<Func<PersonIndex, bool>> InDays(SegmentScope scope, string path, DayRange range, bool isMoment)
    {
        var from = range.From is { } first ? Start(first) : DateTime.MinValue;
        var before = range.Before is { } end ? Start(end) : DateTime.MaxValue.AddSeconds(-1);
        return In(scope.Session.QueryIndex<DateFilterIndex>().Where(row => row.Field == path && row.Value >= from && row.Value < before).Select(row => row.DocumentId));

        DateTime Start(DateOnly day) => isMoment ? scope.StartOf(day) : day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    private static Expression<Func<PersonIndex, bool>> In(IQueryable<long> ids) => row => ids.Contains(row.DocumentId);
}
