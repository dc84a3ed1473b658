using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.Import.Links;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Import;

/// <summary>Makes people of rows, without storing them: finds whom a row means, fills in what it says, and says what is wrong with it.</summary>
internal sealed class RowReader(ISession session, ChangeContext change, IContentDefinitionManager definitions, HomeCountry country, StageNames stages, LifeCycle lifeCycle, ISiteService site, OwnFile ownFile, RoleWords roles, RelationKinds kinds, FindLinked links, FindLinkedPeople people, TimeProvider time, IStringLocalizer<ImportPeople> s)
{
    /// <summary>Makes the map ready for the header of a file.</summary>
    /// <param name="map">Null for a file that was exported here.</param>
    /// <exception cref="ImportRefusedException">The two do not fit.</exception>
    /// <param name="isSecond">Whether the file is read for relations only, a second time.</param>
    public async Task<ImportPlan> PlanAsync(ImportMap? map, CsvRow header, bool isText, bool isSecond = false)
    {
        var headings = Headings(header);
        await lifeCycle.ListAsync();
        map ??= await ownFile.MapOfAsync(headings);
        var mapper = new RowMapper(map, headings, await BookAsync(map.Holds));
        var fields = (await site.GetSiteSettingsAsync()).As<PersonFieldSettings>();
        if (map.Columns.Values.Select(column => column.To).Concat(map.Constants.Keys).FirstOrDefault(target => PersonFieldSettings.Fields.Contains(target, StringComparer.OrdinalIgnoreCase) && !fields.IsOn(target)) is { } off)
        {
            throw new ImportRefusedException("", "The field “{0}” is switched off.", off);
        }

        return new ImportPlan(map, mapper, new ReadingContext(map.DateFormats, map.Country ?? await country.GetAsync(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), stages, await roles.ReadAsync()), headings, isText) { IsSecond = isSecond };
    }

    /// <summary>What the columns of a file can become.</summary>
    /// <param name="holds">What it holds.</param>
    public async Task<TargetBook> BookAsync(string holds) => new(holds, new CustomFields(await definitions.GetPartDefinitionAsync(holds), holds), new RelationTargets(await kinds.ListAsync()));

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
        var around = await LinkAsync(plan, [.. drafts.Where(one => one.Draft is not null && one.Faults.Count == 0)], cancellationToken);
        return [.. drafts.Select(one => one.Refused ?? Finish(plan, one, around))];
    }

    /// <summary>A row that was read and is refused after all.</summary>
    public static RowResult Refuse(RowResult result, string column, string reason)
        => new(result.Row, RowFate.Refused, null, null, new RefusedRow(result.Row.Line, column, "", reason, result.Row.Cells) { Raw = result.Row.Raw }, 0, []);

    private async Task<Dictionary<string, ContentItem>> KnownAsync(ImportPlan plan, IReadOnlyList<CsvRow> rows, CancellationToken cancellationToken)
    {
        var keys = rows.Where(row => plan.Mapper.Misshapen(row) is null).Select(plan.Mapper.KeyOf).OfType<string>().Where(key => key.Length > 0).Distinct().ToList();
        if (keys.Count == 0)
        {
            return [];
        }

        var found = plan.Map.IsOfThisSite
            ? await session.QueryIndex<PersonIndex>().Where(index => keys.Contains(index.ContentItemId)).Select(index => new { ExternalId = index.ContentItemId, index.DocumentId }).ToListAsync(cancellationToken)
            : plan.Map.Holds != ContactTypes.Person ? await session.QueryIndex<GroupKeyIndex>().Where(index => index.Type == plan.Map.Holds && index.Source == plan.Map.Source && keys.Contains(index.ExternalId))
                .Select(index => new { index.ExternalId, index.DocumentId }).ToListAsync(cancellationToken)
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
            return new RowDraft(row, plan.IsSecond ? Left(row, null) : Refused(row, "", "", s[misshapen.Message, misshapen.Arguments])); // it was refused the first time
        }

        var key = plan.Mapper.KeyOf(row);
        if (plan.IsSecond)
        {
            return key is { Length: > 0 } && plan.Meet(key) && known.GetValueOrDefault(key) is { } taken ? Fill(plan, row, key, taken) : new RowDraft(row, Left(row, null));
        }

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
            draft.KeysOf(plan.Map.Holds).Add(new ExternalKey { Source = plan.Map.Source, Key = key });
        }

        var read = new RowDraft(row, null) { Key = key, Stored = stored, Draft = draft };
        plan.Mapper.Fill(draft, row, plan.Context, read.Faults, read.Warnings, onlyRelations: plan.IsSecond);
        return read;
    }

    // Finds what the rows say of links; gives what is read on the way.
    private async Task<Around> LinkAsync(ImportPlan plan, IReadOnlyList<RowDraft> rows, CancellationToken cancellationToken)
    {
        var linked = rows.Where(row => row.Draft!.Links.All.Any()).ToList();
        if (linked.Count == 0)
        {
            return new Around(new Dictionary<string, ContentItem>(), Array.Empty<RelationIndex>().ToLookup(row => row.HolderId));
        }

        var found = await links.FindAsync([.. linked.SelectMany(row => row.Draft!.Links.All)], plan.Map.Source, plan.Sights, cancellationToken);
        foreach (var row in linked)
        {
            foreach (var wish in row.Draft!.Links.All)
            {
                Link(plan, row, wish, found.Of(wish));
            }
        }

        var homes = found.Ids(ContactTypes.Household).Concat(linked.SelectMany(row => row.Draft!.Person.Memberships.Select(home => home.HouseholdId))).ToHashSet(StringComparer.Ordinal);
        return new Around(await links.ReadAsync(homes, cancellationToken), (await people.HeldAsync([.. found.Ids(ContactTypes.Person).Distinct()], cancellationToken)).ToLookup(row => row.HolderId));
    }

    private static void Link(ImportPlan plan, RowDraft row, LinkWish wish, IReadOnlyList<string> found)
    {
        wish.Id = found is [var id] ? id : null;
        wish.ComesLater = found.Count == 0 && !plan.IsSecond && plan.Coming?.Has(wish) == true && (wish is not RelationWish || !string.IsNullOrEmpty(row.Key));
        plan.HasLater |= wish.ComesLater;
        var makes = found.Count == 0 && wish.Cell!.Invalid == ImportMap.Make && plan.Sights?.Of(wish.Type).Names != false; // what one cannot see one cannot write
        if (wish.Id is null && !wish.ComesLater && !(makes && wish.Text.Length <= ImportTargets.MaxName))
        {
            var reason = makes ? ImportTargets.TooLong : FindLinked.ReasonOf(wish, found.Count == 0, hasKey: !string.IsNullOrEmpty(row.Key));
            RowMapper.Judge(row.Draft!, new CellFault(wish.Cell!.Column, wish.Cell.Value, reason, makes ? null : wish.Text), wish.Cell.Invalid, row.Faults, row.Warnings);
        }
    }

    // Writes the links into the person; gives the ids of what is made for them. A person has the address of the first home they live in now.
    private IReadOnlyList<string> Apply(ImportPlan plan, PersonDraft draft, string personId, DateTime now, Around around)
    {
        if (!draft.Links.All.Any())
        {
            return [];
        }

        var before = JsonSerializer.Serialize(draft.Person.Memberships);
        foreach (var wish in draft.Links.All.Where(wish => !wish.ComesLater && (wish.Id is not null || wish.Cell!.Invalid == ImportMap.Make)))
        {
            wish.Id ??= plan.Made.IdOf(wish.Type, wish.Text, draft.Address, change, now);
            switch (wish)
            {
                case HomeWish home: home.ApplyTo(draft.Person, plan.Context.Today); break;
                case WorkWish work: work.ApplyTo(draft.Person); break;
                case RelationWish relation when !around.Held[relation.Id!].Any(row => relation.Is(row, personId)) && plan.Relate(relation, personId): relation.ApplyTo(draft.Person); break;
            }
        }

        if (before != JsonSerializer.Serialize(draft.Person.Memberships))
        {
            var first = draft.Person.Memberships.Find(home => home.To is null)?.HouseholdId;
            draft.Address.Shared = first is null ? null : plan.Made.Has(first, out var made) ? made?.Copy() : around.Homes.GetValueOrDefault(first)?.As<AddressPart>()?.Main()?.Copy();
        }

        return [.. draft.Links.All.Select(wish => wish.Id).OfType<string>().Where(id => plan.Made.Has(id, out _))];
    }

    private RowResult Finish(ImportPlan plan, RowDraft read, Around around)
    {
        var (row, stored, draft, faults) = (read.Row, read.Stored, read.Draft!, read.Faults);
        var dated = draft.DatesStage(stored);
        Check(plan, draft, dated, faults);
        if (faults is [var fault, ..])
        {
            var reason = s[fault.Reason, (object?)fault.About ?? ImportTargets.MaxName];
            return Refused(row, fault.Column, fault.Value, plan.IsSecond ? s["The row is in, but not this relation: {0}", reason] : reason);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var item = stored?.Copy() ?? new ContentItem { ContentItemId = ContentId.New(), ContentType = plan.Map.Holds, Latest = true, Published = true, CreatedUtc = now, PublishedUtc = now, Owner = change.Actor };
        var made = Apply(plan, draft, item.ContentItemId, now, around);
        draft.ApplyTo(item);
        if (dated)
        {
            item.Apply(draft.LifeCycle);
        }

        if (stored is not null && JsonNode.DeepEquals(stored.Data, item.Data))
        {
            return Left(row, stored, read.Warnings.Count);
        }

        (item.ModifiedUtc, item.Author) = (now, change.ActorName);
        return new RowResult(row, stored is null ? RowFate.Created : RowFate.Updated, item, stored, null, read.Warnings.Count, made);
    }

    private static void Check(ImportPlan plan, PersonDraft draft, bool dated, List<CellFault> faults)
    {
        if (faults.Count == 0 && draft.NameOf(plan.Map.Holds).Length == 0 && (plan.Map.Holds != ContactTypes.Person || draft.Points.Emails.Count + draft.Points.Phones.Count == 0))
        {
            faults.Add(new CellFault("", "", plan.Map.Holds switch { ContactTypes.Household => "A household needs a name.", ContactTypes.Organisation => "An organisation needs a name.", _ => "A person needs a name, an e-mail address or a phone." }));
        }

        if (faults.Count == 0 && dated && !draft.LifeCycle.Date(draft.Person.Stage, draft.StageSince!.Value))
        {
            faults.Add(new CellFault("StageSince", draft.StageSince.Value.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ImportTargets.EarlierStage));
        }
    }

    private static RowResult Left(CsvRow row, ContentItem? stored, int warnings = 0) => new(row, RowFate.Unchanged, null, stored, null, warnings, []);

    private static RowResult Refused(CsvRow row, string column, string value, string reason)
        => new(row, RowFate.Refused, null, null, new RefusedRow(row.Line, column, value, reason, row.Cells) { Raw = row.Raw }, 0, []);

    /// <param name="Homes">The households named, by id.</param>
    /// <param name="Held">The relations that those named hold, by holder.</param>
    private sealed record Around(IReadOnlyDictionary<string, ContentItem> Homes, ILookup<string, RelationIndex> Held);

    // A row on its way: refused already, or a draft that may still be.
    private sealed record RowDraft(CsvRow Row, RowResult? Refused)
    {
        public string? Key { get; init; }

        public ContentItem? Stored { get; init; }

        public PersonDraft? Draft { get; init; }

        public List<CellFault> Faults { get; } = [];

        public List<CellFault> Warnings { get; } = [];
    }
}
