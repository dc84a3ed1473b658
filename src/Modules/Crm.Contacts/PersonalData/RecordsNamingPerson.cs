using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Contacts.Lists;
using Crm.Contacts.Panels.Related;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.PersonalData;

/// <summary>
/// Records of any type whose content pickers name the person: gifts, orders, wishes. They may say things of others too, so they are handed out as far as whoever hands out may see them, and what was
/// left out is told. An erasure takes the person's id out of them; the records stay.
/// </summary>
internal sealed class RecordsNamingPerson(
    ISession session, IHistory history, NamingRecords records, IContentDefinitionManager definitions, IContentLabels labels, FieldTexts texts, Visible visible, Kernel.Security.Rights rights, IHttpContextAccessor http,
    IStringLocalizer<RecordsNamingPerson> s) : IPersonalData
{
    public string Name => "records";

    public string Title => s["Records that name them"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (data, lines) = (new JsonArray(), new List<HeldLine>());
        var user = http.HttpContext?.User ?? new ClaimsPrincipal();
        var sight = await visible.ForAsync(user);
        foreach (var versions in (await records.ListAsync(subject.Ids, cancellationToken)).GroupBy(item => item.ContentItemId))
        {
            var all = versions.OrderByDescending(item => item.Latest).ThenByDescending(item => item.Published).ThenByDescending(item => item.ModifiedUtc).ToList();
            foreach (var item in all)
            {
                data.Add(await JsonAsync(item, subject, user, sight));
            }

            lines.Add(await LineAsync(all[0], subject, user, sight));
        }

        return lines.Count == 0 ? HeldData.None : new HeldData(data, lines, []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var lines = new List<ErasureLine>();
        foreach (var type in (await records.ListAsync(subject.Ids, cancellationToken)).GroupBy(item => item.ContentType).OrderBy(type => type.Key, StringComparer.Ordinal))
        {
            lines.Add(new ErasureLine(await TypeAsync(type.Key), type.Select(item => item.ContentItemId).Distinct().Count(), s["They stay with their own text, without this person: read them through."]));
        }

        return lines;
    }

    // Records that named the person once and do so no more tell it in their history.
    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        foreach (var item in (await session.GetAsync<ContentItem>(erasure.Holders.Union(erasure.FormerlyHeld).Except(erasure.Gone.Select(gone => gone.DocumentId)))).Where(item => !subject.Ids.Contains(item.ContentItemId)))
        {
            if (PickedIds.Replace(item, subject.Ids, by: null) || await IsToldAsync(item, subject))
            {
                await erasure.KeepWithoutAsync(item, subject.Ids.Contains);
            }
        }

        return null;
    }

    private async Task<bool> IsToldAsync(ContentItem item, DataSubject subject) => (await history.ListAsync(session.GetDocumentId(item), int.MaxValue))
        .Any(save => PickedIds.AreToldIn(JsonNode.Parse(save.Forward), subject.Ids) || PickedIds.AreToldIn(JsonNode.Parse(save.Backward), subject.Ids));

    private async Task<JsonObject> JsonAsync(ContentItem item, DataSubject subject, ClaimsPrincipal user, Sight sight)
    {
        var told = new JsonObject
        {
            ["ContentItemId"] = item.ContentItemId, ["ContentType"] = item.ContentType, ["CreatedUtc"] = item.CreatedUtc, ["ModifiedUtc"] = item.ModifiedUtc, ["Latest"] = item.Latest, ["Published"] = item.Published,
            ["Fields"] = new JsonArray([.. PickedIn(item, subject).Select(picked => (JsonNode)$"{picked.Type}/{picked.Path}")]),
        };
        if (!await rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
        {
            told["LeftOut"] = "record";
            return told;
        }

        told["LeftOut"] = IsWhole(item, sight) ? "nothing" : "fields";
        told["Record"] = sight.Project(item);
        return told;
    }

    private async Task<HeldLine> LineAsync(ContentItem item, DataSubject subject, ClaimsPrincipal user, Sight sight)
    {
        var (layout, fields) = (await definitions.GetLayoutAsync(item.ContentType), new List<string>());
        foreach (var picked in PickedIn(item, subject))
        {
            fields.Add((await definitions.GetLayoutAsync(picked.Type))?.Field(picked.Path) is { } field ? labels.Field(field) : picked.Path);
        }

        var label = string.Join(", ", new[] { item.CreatedUtc?.ToString("d", CultureInfo.CurrentCulture), await TypeAsync(item.ContentType), string.Join(", ", fields.Distinct()) }.Where(word => !string.IsNullOrEmpty(word)));
        if (!await rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
        {
            return new HeldLine(label, s["You may not see this record: who may has to add it."]);
        }

        var (shown, words) = (sight.Show(item), new List<string> { sight.NameOf(item) ?? "" });
        foreach (var field in layout?.Fields.Where(field => FieldTexts.Takes(field.FieldName) && sight.CanSee(item.ContentType, field.Path)) ?? [])
        {
            words.Add(await texts.OfAsync(shown, field, user) is { Length: > 0 } text ? s["{0}: {1}", labels.Field(field), text] : "");
        }

        words.Add(IsWhole(item, sight) ? "" : s["fields that you may not see were left out"]);
        return new HeldLine(label, string.Join(" · ", words.Where(word => word.Length > 0)));
    }

    private static bool IsWhole(ContentItem item, Sight sight) => JsonNode.DeepEquals(sight.Show(item).Data, item.Data);

    private static IEnumerable<PickedIds> PickedIn(ContentItem item, DataSubject subject) => PickedIds.In(item).Where(picked => picked.Name(subject.Ids));

    private async Task<string> TypeAsync(string name) => await definitions.GetLayoutAsync(name) is { } type ? labels.Type(type) : name;
}
