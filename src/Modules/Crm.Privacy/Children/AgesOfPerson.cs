using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Children;

/// <summary>That somebody was told of a person's fifteenth or eighteenth birthday.</summary>
internal sealed class AgesOfPerson(ISession session, IStringLocalizer<AgesOfPerson> s) : IPersonalData
{
    public string Name => "coming-of-age";

    public string Title => s["Coming of age"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await ListAsync(subject, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            JsonSerializer.SerializeToNode(held)!, [.. held.Select(row => new HeldLine(row.AtUtc.ToString("d", CultureInfo.CurrentCulture), s["Their keeper was told that they became {0}.", row.Age]))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken) => [new ErasureLine(s["Coming of age"], (await ListAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        await (await session.GetConnectionAsync(write: true)).GetTable<ComingOfAge>().Where(row => ids.Contains(row.PersonId)).DeleteAsync(cancellationToken);
        return null;
    }

    private async Task<List<ComingOfAge>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        return await (await session.GetConnectionAsync()).GetTable<ComingOfAge>().Where(row => ids.Contains(row.PersonId)).OrderBy(row => row.Age).ToListAsync(cancellationToken);
    }
}
