using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Rules;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Content.Filters;
using Crm.Kernel.Data;

namespace Crm.Contacts.Distribution;

/// <summary>The filterable fields that a tenant added to people, as far as somebody has one value at most.</summary>
internal sealed class FieldTraits(IContentDefinitionManager definitions, FieldRules rules, FieldTexts texts, ISession session)
{
    /// <summary>Those that may be seen and whose values are all indexed.</summary>
    public async Task<IReadOnlyList<Trait>> ListAsync(ContactSight sight)
    {
        if (await definitions.GetLayoutAsync(ContactTypes.Person) is not { } person)
        {
            return [];
        }

        var asked = (await rules.ListAsync(CancellationToken.None)).Where(rule => rule.NotNow is null).ToDictionary(rule => rule.Id);
        return [.. person.Fields.Where(field => sight.CanSee(field.Path) && IsSingle(field) && asked.ContainsKey(RuleOf(field))).Select(field => Of(field, asked[RuleOf(field)], sight))];
    }

    private static bool IsSingle(ContentFieldLayout field)
        => field.FieldName is "TextField" or "BooleanField" || (field.FieldName == "TaxonomyField" && field.GetSettings<TaxonomyFieldSettings>().Unique);

    private Trait Of(ContentFieldLayout field, SegmentRule rule, ContactSight sight) => field.FieldName switch
    {
        "BooleanField" => YesOrNo(field, rule),
        "TaxonomyField" => Text(field, rule, _ => Task.FromResult<IReadOnlyDictionary<string, string>>(Terms(rule))),
        _ => Text(field, rule, rows => SpellingsAsync(field, rows, sight)),
    };

    private Trait Text(ContentFieldLayout field, SegmentRule rule, Func<IReadOnlyList<TraitRow>, Task<IReadOnlyDictionary<string, string>>> say)
    {
        var path = field.Path;
        return new Trait(path, rule.Label,
            people => people.Join(session.QueryIndex<TextFilterIndex>().Where(value => value.Field == path), row => row.DocumentId, value => value.DocumentId, (row, value) => value)
                .GroupBy(value => value.Value).Select(group => new TraitRow { Value = group.Key, Somebody = group.Min(value => value.DocumentId), People = group.Count() }),
            say,
            row => row is null ? Traits.Rule(rule.Id, "blank") : Traits.Rule(rule.Id, "is", row.Value));
    }

    private Trait YesOrNo(ContentFieldLayout field, SegmentRule rule)
    {
        var path = field.Path;
        return new Trait(path, rule.Label,
            people => people.Join(session.QueryIndex<NumberFilterIndex>().Where(value => value.Field == path), row => row.DocumentId, value => value.DocumentId, (row, value) => value)
                .GroupBy(value => value.Value).Select(group => new TraitRow { Value = group.Key > 0 ? Yes : No, People = group.Count() }),
            _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { [Yes] = texts.Of(true), [No] = texts.Of(false) }),
            row => Traits.Rule(rule.Id, row?.Value == Yes ? Yes : No));
    }

    private const string Yes = "yes";
    private const string No = "no";

    // What is indexed is folded; somebody's record has it as it was written.
    private async Task<IReadOnlyDictionary<string, string>> SpellingsAsync(ContentFieldLayout field, IReadOnlyList<TraitRow> rows, ContactSight sight)
    {
        var items = (await session.GetAsync<ContentItem>(rows.Select(row => row.Somebody).Where(id => id > 0))).ToDictionary(session.GetDocumentId);
        var shown = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            var text = items.TryGetValue(row.Somebody, out var item) ? await texts.OfAsync(sight.Show(item), field, sight.User) : "";
            shown[row.Value] = text.Length > 0 ? text : row.Value;
        }

        return shown;
    }

    private static Dictionary<string, string> Terms(SegmentRule rule)
        => rule.Operators.First(how => how.Id == "is").Operands[0].Choices.ToDictionary(choice => FilterTable.Fold(choice.Value), choice => choice.Text);

    private static string RuleOf(ContentFieldLayout field) => $"field.{field.Path}";
}
