using System.Text.Json.Nodes;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import;

/// <summary>Makes people of rows, without storing them: finds whom a row means, fills in what it says, and says what is wrong with it.</summary>
internal sealed class RowReader(ISession session, ChangeContext change, IContentDefinitionManager definitions, HomeCountry country, StageNames stages, LifeCycle lifeCycle, ISiteService site, OwnFile ownFile, TimeProvider time, IStringLocalizer<ImportPeople> s)
{
    /// <summary>Makes the map ready for the header of a file.</summary>
    /// <param name="map">Null for a file that was exported here.</param>
    /// <exception cref="ImportRefusedException">The two do not fit.</exception>
    public async Task<ImportPlan> PlanAsync(ImportMap? map, CsvRow header, bool isText)
    {
        var headings = Headings(header);
        await lifeCycle.ListAsync();
        map ??= await ownFile.MapOfAsync(headings);
        var mapper = new RowMapper(map, headings, new CustomFields(await definitions.GetPartDefinitionAsync(ContactTypes.Person)));
        var fields = (await site.GetSiteSettingsAsync()).As<PersonFieldSettings>();
        if (map.Columns.Values.Select(column => column.To).Concat(map.Constants.Keys).FirstOrDefault(target => PersonFieldSettings.Fields.Contains(target, StringComparer.OrdinalIgnoreCase) && !fields.IsOn(target)) is { } off)
        {
            throw new ImportRefusedException("", "The field “{0}” is switched off.", off);
        }

        return new ImportPlan(map, mapper, new ReadingContext(map.DateFormats, map.Country ?? await country.GetAsync(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), stages), headings, isText);
    }

    /// <summary>The headings, when no two are the same.</summary>
    /// <exception cref="ImportRefusedException">They cannot be used.</exception>
    public static IReadOnlyList<string> Headings(CsvRow header)
    {
        var twice = header.Cells.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return header.Fault is { } fault ? throw new ImportRefusedException("", fault)
            : twice is not null ? throw new ImportRefusedException("", "The column “{0}” occurs twice.", twice.Key)
            : header.Cells;
    }

    /// <summary>Reads rows that <see cref="ImportPlan.Normalize"/> has given.</summary>
    public async Task<IReadOnlyList<RowResult>> ReadAsync(ImportPlan plan, IReadOnlyList<CsvRow> rows, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(plan, rows, cancellationToken);
        return [.. rows.Select(row => Read(plan, row, known))];
    }

    /// <summary>A row that was read and is refused after all.</summary>
    public static RowResult Refuse(RowResult result, string column, string reason)
        => new(result.Row, RowFate.Refused, null, null, new RefusedRow(result.Row.Line, column, "", reason, result.Row.Cells), 0);

    private async Task<Dictionary<string, ContentItem>> KnownAsync(ImportPlan plan, IReadOnlyList<CsvRow> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Where(row => plan.Mapper.Misshapen(row) is null).Select(plan.Mapper.KeyOf).OfType<string>().Where(key => key.Length > 0).Distinct().ToList();
        if (keys.Count == 0)
        {
            return [];
        }

        var found = plan.Map.IsOfThisSite
            ? await session.QueryIndex<PersonIndex>().Where(index => keys.Contains(index.ContentItemId)).Select(index => new { ExternalId = index.ContentItemId, index.DocumentId }).ToListAsync(cancellationToken)
            : await session.QueryIndex<ExternalKeyIndex>().Where(index => index.Source == plan.Map.Source && keys.Contains(index.ExternalId))
                .Select(index => new { index.ExternalId, index.DocumentId }).ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(found.Select(row => row.DocumentId).Distinct())).ToDictionary(session.GetDocumentId);
        foreach (var item in items.Values)
        {
            session.Detach(item);
        }

        return found.Where(row => items.ContainsKey(row.DocumentId)).ToDictionary(row => row.ExternalId, row => items[row.DocumentId]);
    }

    private RowResult Read(ImportPlan plan, CsvRow row, Dictionary<string, ContentItem> known)
    {
        if (plan.Mapper.Misshapen(row) is { } misshapen)
        {
            return Refused(row, "", "", s[misshapen.Message, misshapen.Arguments]);
        }

        var key = plan.Mapper.KeyOf(row);
        if (key is { Length: 0 } && plan.Map.IsOfThisSite)
        {
            key = null;
        }

        if (key is { Length: 0 })
        {
            return Refused(row, plan.Mapper.KeyColumn, "", s["The key is missing."]);
        }

        if (key is not null && !plan.Meet(key))
        {
            return Refused(row, plan.Mapper.KeyColumn, key, s["This key occurs twice in the file."]);
        }

        var stored = key is null ? null : known.GetValueOrDefault(key);
        if (stored is null && key is not null && plan.Map.IsOfThisSite)
        {
            return Refused(row, plan.Mapper.KeyColumn, key, s["Nobody here has this id."]);
        }

        return Fill(plan, row, key, stored);
    }

    private RowResult Fill(ImportPlan plan, CsvRow row, string? key, ContentItem? stored)
    {
        // Parts are copied: a row refused half-way must leave the stored person as it was.
        var draft = PersonDraft.Of(stored);
        if (stored is null && key is not null)
        {
            draft.Person.ExternalKeys.Add(new ExternalKey { Source = plan.Map.Source, Key = key });
        }

        var (faults, warnings) = (new List<CellFault>(), new List<CellFault>());
        plan.Mapper.Fill(draft, row, plan.Context, faults, warnings);
        if (faults.Count == 0 && draft.Person.DisplayName().Length == 0 && draft.Points.Emails.Count + draft.Points.Phones.Count == 0)
        {
            faults.Add(new CellFault("", "", "A person needs a name, an e-mail address or a phone."));
        }

        var dated = draft.DatesStage(stored);
        if (faults.Count == 0 && dated && !draft.LifeCycle.Date(draft.Person.Stage, draft.StageSince!.Value))
        {
            faults.Add(new CellFault("StageSince", draft.StageSince.Value.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ImportTargets.EarlierStage));
        }

        if (faults is [var fault, ..])
        {
            return Refused(row, fault.Column, fault.Value, s[fault.Reason, 200]);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var item = stored?.Copy() ?? new ContentItem { ContentItemId = ContentId.New(), ContentType = ContactTypes.Person, Latest = true, Published = true, CreatedUtc = now, PublishedUtc = now, Owner = change.Actor };
        item.Apply(draft.Person);
        item.Apply(draft.Points);
        item.Apply(draft.Address);
        if (dated)
        {
            item.Apply(draft.LifeCycle);
        }

        if (draft.Fields.Count > 0)
        {
            item.Merge(new JsonObject { [ContactTypes.Person] = draft.Fields });
        }

        if (stored is not null && JsonNode.DeepEquals(stored.Data, item.Data))
        {
            return new RowResult(row, RowFate.Unchanged, null, stored, null, warnings.Count);
        }

        item.DisplayText = draft.Person.DisplayName();
        (item.ModifiedUtc, item.Author) = (now, change.ActorName);
        return new RowResult(row, stored is null ? RowFate.Created : RowFate.Updated, item, stored, null, warnings.Count);
    }

    private static RowResult Refused(CsvRow row, string column, string value, string reason)
        => new(row, RowFate.Refused, null, null, new RefusedRow(row.Line, column, value, reason, row.Cells), 0);
}
