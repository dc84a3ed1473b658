using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Import.Links;
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
internal sealed class RowReader(ISession session, ChangeContext change, IContentDefinitionManager definitions, HomeCountry country, StageNames stages, LifeCycle lifeCycle, ISiteService site, OwnFile ownFile, RoleWords roles, FindLinked links, TimeProvider time, IStringLocalizer<ImportPeople> s)
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

        return new ImportPlan(map, mapper, new ReadingContext(map.DateFormats, map.Country ?? await country.GetAsync(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), stages, await roles.ReadAsync()), headings, isText);
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
        var drafts = rows.Select(row => Read(plan, row, known)).ToList();
        var homes = await LinkAsync(plan, [.. drafts.Where(one => one.Draft is not null && one.Faults.Count == 0)], cancellationToken);
        return [.. drafts.Select(one => one.Refused ?? Finish(plan, one, homes))];
    }

    /// <summary>A row that was read and is refused after all.</summary>
    public static RowResult Refuse(RowResult result, string column, string reason)
        => new(result.Row, RowFate.Refused, null, null, new RefusedRow(result.Row.Line, column, "", reason, result.Row.Cells), 0, []);

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

    private RowDraft Read(ImportPlan plan, CsvRow row, Dictionary<string, ContentItem> known)
    {
        if (plan.Mapper.Misshapen(row) is { } misshapen)
        {
            return new RowDraft(row, Refused(row, "", "", s[misshapen.Message, misshapen.Arguments]));
        }

        var key = plan.Mapper.KeyOf(row);
        if (key is { Length: 0 } && plan.Map.IsOfThisSite)
        {
            key = null;
        }

        if (key is { Length: 0 })
        {
            return new RowDraft(row, Refused(row, plan.Mapper.KeyColumn, "", s["The key is missing."]));
        }

        if (key is not null && !plan.Meet(key))
        {
            return new RowDraft(row, Refused(row, plan.Mapper.KeyColumn, key, s["This key occurs twice in the file."]));
        }

        var stored = key is null ? null : known.GetValueOrDefault(key);
        if (stored is null && key is not null && plan.Map.IsOfThisSite)
        {
            return new RowDraft(row, Refused(row, plan.Mapper.KeyColumn, key, s["Nobody here has this id."]));
        }

        return Fill(plan, row, key, stored);
    }

    private RowDraft Fill(ImportPlan plan, CsvRow row, string? key, ContentItem? stored)
    {
        // Parts are copied: a row refused half-way must leave the stored person as it was.
        var draft = PersonDraft.Of(stored);
        if (stored is null && key is not null)
        {
            draft.Person.ExternalKeys.Add(new ExternalKey { Source = plan.Map.Source, Key = key });
        }

        var read = new RowDraft(row, null) { Stored = stored, Draft = draft };
        plan.Mapper.Fill(draft, row, plan.Context, read.Faults, read.Warnings);
        return read;
    }

    // Finds what the rows say their people belong to; gives the homes that are read on the way, by id.
    private async Task<IReadOnlyDictionary<string, ContentItem>> LinkAsync(ImportPlan plan, IReadOnlyList<RowDraft> rows, CancellationToken cancellationToken)
    {
        var linked = rows.Where(row => row.Draft!.Links.All.Any()).ToList();
        if (linked.Count == 0)
        {
            return new Dictionary<string, ContentItem>();
        }

        var found = await links.FindAsync([.. linked.SelectMany(row => row.Draft!.Links.All)], plan.Map.Source, plan.Sights, cancellationToken);
        foreach (var row in linked)
        {
            foreach (var wish in row.Draft!.Links.All)
            {
                Link(row, wish, found.Of(wish));
            }
        }

        var homes = found.Ids(ContactTypes.Household).Concat(linked.SelectMany(row => row.Draft!.Person.Memberships.Select(home => home.HouseholdId))).ToHashSet(StringComparer.Ordinal);
        return await links.ReadAsync(homes, cancellationToken);
    }

    private static void Link(RowDraft row, LinkWish wish, IReadOnlyList<string> found)
    {
        wish.Id = found is [var id] ? id : null;
        var makes = found.Count == 0 && wish.Cell!.Invalid == ImportMap.Make;
        if (wish.Id is null && !(makes && wish.Text.Length <= ImportTargets.MaxName))
        {
            var reason = makes ? ImportTargets.TooLong : wish.Type == ContactTypes.Household ? (found.Count == 0 ? FindLinked.NoHousehold : FindLinked.SeveralHouseholds) : found.Count == 0 ? FindLinked.NoOrganisation : FindLinked.SeveralOrganisations;
            RowMapper.Judge(row.Draft!, new CellFault(wish.Cell!.Column, wish.Cell.Value, reason, makes ? null : wish.Text), wish.Cell.Invalid, row.Faults, row.Warnings);
        }
    }

    // Writes the links into the person; gives the ids of what is made for them. A person has the address of the first home they live in now.
    private IReadOnlyList<string> Apply(ImportPlan plan, PersonDraft draft, DateTime now, IReadOnlyDictionary<string, ContentItem> homes)
    {
        var before = JsonSerializer.Serialize(draft.Person.Memberships);
        foreach (var wish in draft.Links.All.Where(wish => wish.Id is not null || wish.Cell!.Invalid == ImportMap.Make))
        {
            wish.Id ??= plan.Made.IdOf(wish.Type, wish.Text, draft.Address, change, now);
            switch (wish)
            {
                case HomeWish home: home.ApplyTo(draft.Person, plan.Context.Today); break;
                case WorkWish work: work.ApplyTo(draft.Person); break;
            }
        }

        if (before != JsonSerializer.Serialize(draft.Person.Memberships))
        {
            var first = draft.Person.Memberships.Find(home => home.To is null)?.HouseholdId;
            draft.Address.Shared = first is null ? null : plan.Made.Has(first, out var made) ? made?.Copy() : homes.GetValueOrDefault(first)?.As<AddressPart>()?.Main()?.Copy();
        }

        return [.. draft.Links.All.Select(wish => wish.Id).OfType<string>().Where(id => plan.Made.Has(id, out _))];
    }

    private RowResult Finish(ImportPlan plan, RowDraft read, IReadOnlyDictionary<string, ContentItem> homes)
    {
        var (row, stored, draft, faults) = (read.Row, read.Stored, read.Draft!, read.Faults);
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
            return Refused(row, fault.Column, fault.Value, s[fault.Reason, (object?)fault.About ?? ImportTargets.MaxName]);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var made = Apply(plan, draft, now, homes);
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
            return new RowResult(row, RowFate.Unchanged, null, stored, null, read.Warnings.Count, []);
        }

        item.DisplayText = draft.Person.DisplayName();
        (item.ModifiedUtc, item.Author) = (now, change.ActorName);
        return new RowResult(row, stored is null ? RowFate.Created : RowFate.Updated, item, stored, null, read.Warnings.Count, made);
    }

    private static RowResult Refused(CsvRow row, string column, string value, string reason)
        => new(row, RowFate.Refused, null, null, new RefusedRow(row.Line, column, value, reason, row.Cells), 0, []);

    // A row on its way: refused already, or a draft that may still be.
    private sealed record RowDraft(CsvRow Row, RowResult? Refused)
    {
        public ContentItem? Stored { get; init; }

        public PersonDraft? Draft { get; init; }

        public List<CellFault> Faults { get; } = [];

        public List<CellFault> Warnings { get; } = [];
    }
}
