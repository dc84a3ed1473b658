using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Privacy.Erase;

/// <summary>What an erasure takes away of a module's, and what it leaves.</summary>
internal sealed record ErasurePart(string Name, string Title, IReadOnlyList<ErasureLine> Lines);

/// <summary>
/// Erases a person in all modules: first what lies in the database, in one transaction, so that from outside it is done or not begun; then, as often as it takes, what lies outside it.
/// </summary>
internal sealed class ErasePeople(IEnumerable<IPersonalData> parts, Erasure erasure, ErasedIds erased, ISession session, ChangeContext change, TimeProvider time)
{
    /// <summary>What would go and what would stay; lines that count nothing are left out.</summary>
    public async Task<IReadOnlyList<ErasurePart>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var preview = new List<ErasurePart>();
        foreach (var part in parts)
        {
            var lines = (await part.PreviewAsync(subject, cancellationToken)).Where(line => line.Count > 0).ToList();
            if (lines.Count > 0)
            {
                preview.Add(new ErasurePart(part.Name, part.Title, lines));
            }
        }

        return [.. preview.OrderBy(part => part.Name != "contacts").ThenBy(part => part.Name, StringComparer.Ordinal)];
    }

    /// <summary>Those who build on others go first; those who keep copies, the kernel among them, see all that went.</summary>
    /// <param name="parts">As they were registered: each after what it builds on.</param>
    public static IEnumerable<IPersonalData> InOrder(IEnumerable<IPersonalData> parts) => parts.Reverse().OrderBy(part => part.HoldsCopies);

    /// <summary>Takes away what lies in the database, with the commit of this unit of work.</summary>
    /// <param name="request">The number of the request.</param>
    /// <returns>What is left to do outside the database, by module.</returns>
    public async Task<JsonObject> EraseAsync(DataSubject subject, string request, CancellationToken cancellationToken)
    {
        await erasure.LookAsync(subject, cancellationToken);
        var rest = new JsonObject();

        foreach (var part in InOrder(parts))
        {
            if (await part.EraseAsync(subject, erasure, cancellationToken) is { } outside)
            {
                rest[part.Name] = outside;
            }
        }

        var db = await session.GetConnectionAsync(write: true);
        foreach (var id in subject.Ids)
        {
            await db.GetTable<ErasedPerson>().Where(row => row.PersonId == id).DeleteAsync(cancellationToken);
            await db.InsertAsync(
                new ErasedPerson { PersonId = id, WithId = subject.Id, AtUtc = time.GetUtcNow().UtcDateTime, Actor = change.Actor, ActorName = change.ActorName, Request = request, Records = erasure.Gone.Count }, token: cancellationToken);
        }

        return rest;
    }

    /// <summary>Takes away what lies outside the database, and puts the ids on the host's list. False when it has to be called once more.</summary>
    /// <param name="rest">As <see cref="EraseAsync"/> gave it; what is done is taken out of it.</param>
    public async Task<bool> EraseOutsideAsync(JsonObject rest, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        await erased.AddAsync(ids, cancellationToken);
        foreach (var part in parts)
        {
            if (rest[part.Name] is JsonObject outside && await part.EraseOutsideAsync(outside, cancellationToken))
            {
                rest.Remove(part.Name);
            }
        }

        // What a feature left that was switched off meanwhile waits for nobody.
        return !parts.Any(part => rest.ContainsKey(part.Name));
    }

    /// <summary>The receipts, the newest first.</summary>
    public async Task<IReadOnlyList<ErasedPerson>> ReceiptsAsync(int take, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<ErasedPerson>().Where(row => row.PersonId == row.WithId).OrderByDescending(row => row.AtUtc).ThenBy(row => row.PersonId).Take(take).ToListAsync(cancellationToken);

    /// <summary>The ids that were erased with that person.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string personId, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<ErasedPerson>().Where(row => row.WithId == personId).Select(row => row.PersonId).ToListAsync(cancellationToken);
}
