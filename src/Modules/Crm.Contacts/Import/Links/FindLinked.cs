using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Import.Links;

/// <summary>
/// Finds what cells name: by an id of ours, by the key of another system (the file's own first, then any that has it alone), by an organisation's number, by the exact name when
/// only one bears it. What the importer may not see is not there. Scoped.
/// </summary>
internal sealed class FindLinked(ISession session, LinkNames seen, FindLinkedPeople people, SortKeys sortKeys)
{
    public const string NoHousehold = "There is no household “{0}” here.";
    public const string SeveralHouseholds = "Several households are called “{0}”: write an id or a key instead.";
    public const string NoOrganisation = "There is no organisation “{0}” here.";
    public const string SeveralOrganisations = "Several organisations are called “{0}”: write an id or a key instead.";

    /// <summary>Finds them all in a few queries.</summary>
    /// <param name="source">The system the file comes from.</param>
    public async Task<FoundLinks> FindAsync(IReadOnlyList<LinkWish> wishes, string source, LinkSights? sights, CancellationToken cancellationToken)
    {
        var found = new FoundLinks();
        if (TextsOf(wishes, ContactTypes.Household) is { Count: > 0 } homes)
        {
            var all = seen.Households(sights).Select(row => new Named { Id = row.ContentItemId, Name = row.DisplayName, SortKey = row.SortKey, Number = "" });
            await FindAsync(found, new Asked(ContactTypes.Household, homes, source, sights?.Households, nameof(HouseholdPart)), all, cancellationToken);
        }

        if (TextsOf(wishes, ContactTypes.Organisation) is { Count: > 0 } works)
        {
            var all = seen.Organisations(sights).Select(row => new Named { Id = row.ContentItemId, Name = row.DisplayName, SortKey = row.SortKey, Number = row.RegistrationNumber });
            await FindAsync(found, new Asked(ContactTypes.Organisation, works, source, sights?.Organisations, nameof(OrganisationPart)), all, cancellationToken);
        }

        await people.FindAsync(found, wishes, source, sights?.People, cancellationToken);
        return found;
    }

    /// <summary>Why a cell names nothing, as a message id.</summary>
    /// <param name="hasKey">Whether the row that says it is known again.</param>
    public static string ReasonOf(LinkWish wish, bool isUnknown, bool hasKey) => wish.Type switch
    {
        ContactTypes.Household => isUnknown ? NoHousehold : SeveralHouseholds,
        ContactTypes.Organisation => isUnknown ? NoOrganisation : SeveralOrganisations,
        _ => isUnknown ? (hasKey ? FindLinkedPeople.Nobody : FindLinkedPeople.NobodyYet) : FindLinkedPeople.Several,
    };

    /// <summary>The households of these ids, to be read only.</summary>
    public async Task<IReadOnlyDictionary<string, ContentItem>> ReadAsync(IReadOnlyCollection<string> households, CancellationToken cancellationToken)
    {
        if (households.Count == 0)
        {
            return new Dictionary<string, ContentItem>();
        }

        var documents = await session.QueryIndex<HouseholdIndex>().Where(row => households.Contains(row.ContentItemId)).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(documents)).ToList();
        items.ForEach(session.Detach);
        return items.ToDictionary(item => item.ContentItemId);
    }

    private async Task FindAsync(FoundLinks found, Asked asked, IQueryable<Named> all, CancellationToken cancellationToken)
    {
        var (type, texts) = (asked.Type, asked.Texts);
        var ids = LinkTexts.Keys(texts);
        found.AddIds(type, texts, await all.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken));
        if (asked.Sees(nameof(HouseholdPart.ExternalKeys)) && found.Without(type, texts) is { Count: > 0 } unknown)
        {
            var keys = LinkTexts.Keys(unknown);
            found.AddKeys(type, unknown, await session.QueryIndex<GroupKeyIndex>().Where(key => key.Type == type && keys.Contains(key.ExternalId))
                .Join(all, key => key.ContentItemId, row => row.Id, (key, row) => new FoundKey(key.ExternalId, key.Source, row.Id)).ToListAsync(cancellationToken), asked.Source);
        }

        if (type == ContactTypes.Organisation && asked.Sees(nameof(OrganisationPart.RegistrationNumber)) && found.Without(type, texts) is { Count: > 0 } numbers)
        {
            found.AddEach(type, (await all.Where(row => numbers.Contains(row.Number)).Select(row => new { row.Number, row.Id }).ToListAsync(cancellationToken)).Select(row => (row.Number, row.Id)));
        }

        if (asked.Sight?.Names != false && found.Without(type, texts) is { Count: > 0 } names)
        {
            var sorted = names.Select(sortKeys.For).Distinct().ToList();
            var rows = await all.Where(row => sorted.Contains(row.SortKey)).Select(row => new { row.Name, row.Id }).ToListAsync(cancellationToken);
            found.AddEach(type, rows.Where(row => names.Contains(row.Name)).Select(row => (row.Name, row.Id)));
        }
    }

    private static List<string> TextsOf(IReadOnlyList<LinkWish> wishes, string type) => [.. wishes.Where(wish => wish.Type == type).Select(wish => wish.Text).Distinct()];

    /// <summary>What is asked for.</summary>
    private sealed record Asked(string Type, List<string> Texts, string Source, ContactSight? Sight, string Part)
    {
        public bool Sees(string member) => Sight?.CanSee($"{Part}.{member}") != false;
    }

    private sealed class Named
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public string SortKey { get; set; } = "";

        public string Number { get; set; } = "";
    }
}

/// <summary>What was found of what cells name.</summary>
internal sealed class FoundLinks
{
    private readonly Dictionary<(string Type, string Text), IReadOnlyList<string>> _found = [];

    /// <summary>The ids of what that text may mean: none, one, or several.</summary>
    public IReadOnlyList<string> Of(LinkWish wish) => _found.GetValueOrDefault((wish.Type, wish.Text)) ?? [];

    /// <summary>All ids of that type that are alone meant.</summary>
    public IEnumerable<string> Ids(string type) => _found.Where(one => one.Key.Type == type && one.Value.Count == 1).Select(one => one.Value[0]);

    /// <summary>Adds those that are an id, or bear one in brackets.</summary>
    internal void AddIds(string type, IReadOnlyList<string> texts, IEnumerable<string> ids)
    {
        var known = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if ((known.Contains(text) ? text : LinkTexts.IdIn(text)) is { } id && known.Contains(id))
            {
                Add(type, text, [id]);
            }
        }
    }

    /// <summary>Adds those that are a key, or bear one in brackets: of the file's own system before any other.</summary>
    internal void AddKeys(string type, IReadOnlyList<string> texts, IReadOnlyList<FoundKey> keys, string source)
    {
        var known = keys.ToLookup(key => key.Key);
        foreach (var text in texts)
        {
            if ((known.Contains(text) ? text : LinkTexts.IdIn(text)) is { } key && known[key].ToList() is { Count: > 0 } same)
            {
                var own = same.FindAll(one => one.Source == source);
                Add(type, text, [.. (own.Count > 0 ? own : same).Select(one => one.Id).Distinct()]);
            }
        }
    }

    /// <summary>Adds texts with all that bear each.</summary>
    internal void AddEach(string type, IEnumerable<(string Text, string Id)> rows)
    {
        foreach (var same in rows.GroupBy(row => row.Text))
        {
            Add(type, same.Key, [.. same.Select(row => row.Id)]);
        }
    }

    internal void Add(string type, string text, IReadOnlyList<string> ids) => _found[(type, text)] = ids;

    internal List<string> Without(string type, List<string> texts) => [.. texts.Where(text => !_found.ContainsKey((type, text)))];
}

/// <summary>A key of another system and what bears it here.</summary>
internal sealed record FoundKey(string Key, string Source, string Id);
