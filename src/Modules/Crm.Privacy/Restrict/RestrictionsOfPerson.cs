using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Restrict;

/// <summary>The restrictions of a person, those lifted too. They go with them: there is nothing left to restrict.</summary>
internal sealed class RestrictionsOfPerson(Restrictions restrictions, ISession session, IStringLocalizer<RestrictionsOfPerson> s) : IPersonalData
{
    public string Name => "restrictions";

    public string Title => s["Restrictions of use"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await restrictions.ListAsync(subject, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            JsonSerializer.SerializeToNode(held)!, [.. held.Select(one => new HeldLine(one.SetUtc.ToString("d", CultureInfo.CurrentCulture), $"{one.Reason} {one.LiftReason}".Trim()))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Restrictions of use"], (await restrictions.ListAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        await erasure.DeleteAsync((await restrictions.ListAsync(subject, cancellationToken)).Select(session.GetDocumentId));
        return null;
    }
}
