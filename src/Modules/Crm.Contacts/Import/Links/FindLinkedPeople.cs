using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Import.Links;

/// <summary>Finds the people that cells name: by an id of ours, by the key of another system (the file's own first), by an e-mail address, by the exact name when only one bears it. Scoped.</summary>
internal sealed class FindLinkedPeople(ISession session, SortKeys sortKeys)
{
    public const string Nobody = "There is nobody “{0}” here.";
    public const string NobodyYet = "There is nobody “{0}” here. To name people of the same file, choose the column by which each row is known again.";
    public const string Several = "Several people are called “{0}”: write an id, a key or an e-mail address instead.";

    /// <summary>Finds them all in a few queries.</summary>
    /// <param name="sight">Null for who sees all.</param>
    public async Task FindAsync(FoundLinks found, IReadOnlyList<LinkWish> wishes, string source, ContactSight? sight, CancellationToken cancellationToken)
    {
        const string Type = ContactTypes.Person;
        var texts = wishes.Where(wish => wish.Type == Type).Select(wish => wish.Text).Distinct().ToList();
        var people = sight is null ? session.QueryIndex<PersonIndex>() : sight.Of(session.QueryIndex<PersonIndex>());
        if (texts.Count == 0)
        {
            return;
        }

        var ids = LinkTexts.Keys(texts);
        found.AddIds(Type, texts, await people.Where(row => ids.Contains(row.ContentItemId)).Select(row => row.ContentItemId).ToListAsync(cancellationToken));
        if (sight?.CanSee($"{nameof(PersonPart)}.{nameof(PersonPart.ExternalKeys)}") != false && found.Without(Type, texts) is { Count: > 0 } unknown)
        {
            var keys = LinkTexts.Keys(unknown);
            var rows = await session.QueryIndex<ExternalKeyIndex>().Where(key => keys.Contains(key.ExternalId)).Join(people, key => key.ContentItemId, row => row.ContentItemId, (key, row) => new FoundKey(key.ExternalId, key.Source, key.ContentItemId)).ToListAsync(cancellationToken);
            found.AddKeys(Type, unknown, rows, source);
        }

        if (sight?.Emails != false && found.Without(Type, texts).Where(text => text.Contains('@')).ToDictionary(text => text, text => EmailAddress.Normalize(text)?.ToLowerInvariant()) is { Count: > 0 } mails)
        {
            var addresses = mails.Values.OfType<string>().ToList();
            var rows = await session.QueryIndex<ContactPointIndex>().Where(point => point.Kind == "email" && addresses.Contains(point.Value)).Join(people, point => point.ContentItemId, row => row.ContentItemId, (point, row) => new { point.Value, point.ContentItemId }).ToListAsync(cancellationToken);
            foreach (var (text, address) in mails.Where(mail => rows.Exists(row => row.Value == mail.Value)))
            {
                found.Add(Type, text, [.. rows.Where(row => row.Value == address).Select(row => row.ContentItemId).Distinct()]);
            }
        }

        if (sight?.Names != false && found.Without(Type, texts) is { Count: > 0 } names)
        {
            var sorted = names.SelectMany(SortedAs).Distinct().ToList();
            var rows = await people.Where(row => sorted.Contains(row.SortKey)).Select(row => new { row.DisplayName, row.ContentItemId }).ToListAsync(cancellationToken);
            found.AddEach(Type, rows.Where(row => names.Contains(row.DisplayName)).Select(row => (row.DisplayName, row.ContentItemId)));
        }
    }

    /// <summary>The relations that others hold to these people, or these to others, as <see cref="RelationWish.Between"/> says them.</summary>
    public async Task<IReadOnlyList<RelationIndex>> HeldAsync(IReadOnlyList<string> holders, CancellationToken cancellationToken)
        => holders.Count == 0 ? [] : await session.QueryIndex<RelationIndex>().Where(row => holders.Contains(row.HolderId)).ToListAsync(cancellationToken);

    // People are in the order of "family given": where a name as shown parts into the two is not known.
    private IEnumerable<string> SortedAs(string name)
    {
        yield return sortKeys.For(name);
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 1; at < words.Length; at++)
        {
            yield return sortKeys.For(string.Join(' ', words[at..].Concat(words[..at])));
        }
    }
}
