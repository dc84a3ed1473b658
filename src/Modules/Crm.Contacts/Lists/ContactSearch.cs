using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Lists;

/// <summary>Narrows a list to what its search says, by the way that is fast for how common the words are.</summary>
internal static class ContactSearch
{
    // Times the root of the list's length: to gather and sort the rows of a word costs as much as walking the list in its order until they have filled a page.
    private const double Evenly = 30;

    private const int LeastGathered = 1000;

    /// <summary>With several words the rarest is gathered up to so many rows at least: common words together may be rare.</summary>
    private const int Several = 20_000;

    /// <summary>The rows that match all of it.</summary>
    /// <param name="gather">True to count: all that match are wanted, not the first in order.</param>
    public static async Task<IQueryable<TIndex>> MatchingAsync<TIndex>(ISession session, IQueryable<TIndex> rows, SearchText search, ContactSight sight, bool gather, CancellationToken cancellationToken) where TIndex : MapIndex
    {
        var numbered = search.Number is { } number && sight.Numbers ? session.QueryIndex<PersonIndex>().Where(person => person.Number == number).Select(person => person.DocumentId) : null;
        if ((search.Email ?? search.Phone) is { } point)
        {
            if (!(search.Email is null ? sight.Phones : sight.Emails))
            {
                return numbered is null ? rows.Where(_ => false) : rows.Where(row => numbered.Contains(row.DocumentId));
            }

            var last = Fold.After(point);
            var points = session.QueryIndex<ContactPointIndex>().Where(x => string.Compare(x.Value, point) >= 0 && string.Compare(x.Value, last) < 0);
            var found = numbered is null ? points.Select(x => x.DocumentId) : points.Select(x => x.DocumentId).Union(numbered);
            return rows.Where(row => found.Contains(row.DocumentId));
        }

        if (numbered is not null && search.Words.Count == 0)
        {
            return rows.Where(row => numbered.Contains(row.DocumentId));
        }

        var heard = session.QueryIndex<ContactWordIndex>();
        if (sight.HiddenWords is { Count: > 0 } hidden)
        {
            heard = heard.Where(word => !hidden.Contains(word.Source));
        }

        if (numbered is not null)
        {
            var either = BeginningWith(heard, search.Words[0]).Select(x => x.DocumentId).Union(numbered);
            return rows.Where(row => either.Contains(row.DocumentId));
        }

        if (search is { Number: not null, Words.Count: 0 })
        {
            return rows.Where(_ => false);
        }

        // The last row's id for the length: to count a long list takes longer than to read a page of it.
        var length = await session.QueryIndex<TIndex>().MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        var driver = await DriverAsync(heard, search.Words, Math.Max(LeastGathered, (int)(Evenly * Math.Sqrt(length))), gather, cancellationToken);
        foreach (var word in search.Words)
        {
            var words = BeginningWith(heard, word);
            rows = word == driver
                ? rows.Where(row => words.Select(x => x.DocumentId).Contains(row.DocumentId))
                : rows.Where(row => words.Any(x => x.DocumentId == row.DocumentId));
        }

        return rows;
    }

    private static async Task<string?> DriverAsync(IQueryable<ContactWordIndex> heard, IReadOnlyList<string> words, int few, bool gather, CancellationToken cancellationToken)
    {
        var most = words.Count > 1 ? Math.Max(Several, few) : few;
        var (rarest, fewest) = ((string?)null, int.MaxValue);
        foreach (var word in words)
        {
            var count = await BeginningWith(heard, word).Take(most + 1).CountAsync(cancellationToken);
            (rarest, fewest) = count < fewest ? (word, count) : (rarest, fewest);
        }

        return gather || fewest <= most ? rarest : null;
    }

    private static IQueryable<ContactWordIndex> BeginningWith(IQueryable<ContactWordIndex> heard, string word)
    {
        var last = Fold.After(word);
        return heard.Where(x => string.Compare(x.Word, word) >= 0 && string.Compare(x.Word, last) < 0);
    }
}
