using Crm.Contacts.Ages;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Relations;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;

namespace Crm.Contacts.Export;

/// <summary>
/// Writes to whom people are related, whichever of the two holds it, as an import reads it. Whoever is not seen, may not leave the house or is too young for where the file goes is not named. Scoped.
/// </summary>
internal sealed class RelationCells(ISession session, RelationKinds kinds, DataUses uses, LinkNames names, ContactLabels labels)
{
    private const int AtOnce = 500;

    /// <summary>The cells by person and target; what would be blank is missing.</summary>
    /// <param name="people">Content item ids; at most some hundreds.</param>
    /// <param name="targets">The columns that are written, among others maybe.</param>
    public async Task<IReadOnlyDictionary<(string PersonId, string Target), string>> OfAsync(IReadOnlyList<string> people, IEnumerable<string> targets, ExportPurpose purpose, ExportSights sights, CancellationToken cancellationToken)
    {
        var sides = new RelationTargets(await kinds.ListAsync()).Sides.IntersectBy(targets, side => side.Target).ToList();
        if (sides.Count == 0)
        {
            return new Dictionary<(string, string), string>();
        }

        var (keys, rows) = (sides.Select(side => side.Kind.Key).Distinct().ToList(), session.QueryIndex<RelationIndex>());
        var first = await rows.Where(row => people.Contains(row.FirstId) && keys.Contains(row.Kind)).ToListAsync(cancellationToken);
        var second = await rows.Where(row => people.Contains(row.SecondId) && keys.Contains(row.Kind)).ToListAsync(cancellationToken);
        var ends = first.Select(row => new End(row.FirstId, false, row.SecondId, row)).Concat(second.Select(row => new End(row.SecondId, true, row.FirstId, row))).ToList();
        var texts = new LinkTexts(await NamesAsync([.. ends.Select(end => end.OtherId).Distinct()], purpose, sights, cancellationToken), labels.Role);
        return sides.SelectMany(
                side => ends.Where(end => end.Row.Kind == side.Kind.Key && (side.Kind.IsSame || end.IsSecond == side.IsSecond)).GroupBy(end => end.PersonId),
                (side, of) => (Key: (of.Key, side.Target), Text: texts.Relatives(of.Select(end => (end.OtherId, end.Row)))))
            .Where(cell => cell.Text.Length > 0).ToDictionary(cell => cell.Key, cell => cell.Text);
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyList<string> others, ExportPurpose purpose, ExportSights sights, CancellationToken cancellationToken)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in others.Chunk(AtOnce))
        {
            var refused = await uses.RefusedAsync(some, DataUse.Export, cancellationToken);
            var minors = purpose == ExportPurpose.Outside ? await Minors.AmongAsync(session, some, sights.Today, cancellationToken) : new HashSet<string>();
            foreach (var (id, name) in await names.OfAsync([], [], some.Where(id => !refused.ContainsKey(id) && !minors.Contains(id)), new LinkSights(sights.Households, sights.Organisations, sights.People), cancellationToken))
            {
                named[id] = name;
            }
        }

        return named;
    }

    // A person of the file on their side of a relation.
    private sealed record End(string PersonId, bool IsSecond, string OtherId, RelationIndex Row);
}
