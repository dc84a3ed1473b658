using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Messaging.Contexts;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.PersonalData;

/// <summary>What a person goes or went through, as somebody noted it, and what was noted of a household that goes with them. Erased, nothing of it stays.</summary>
internal sealed class ContextsOfPerson(ISession session, Contexts.Contexts contexts, DataSubjects subjects, ContextBook book, IStringLocalizer<ContextsOfPerson> s) : IPersonalData
{
    public string Name => "contexts";

    public string Title => s["What they go through"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var (held, names) = ((await contexts.LogAsync(await IdsAsync(subject, cancellationToken), cancellationToken)).Reverse().ToList(), await book.NamesAsync());
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(row => (JsonNode)new JsonObject
            {
                ["Said"] = row.AtUtc, ["What"] = row.Act, ["Kind"] = row.Kind, ["From"] = row.FromUtc, ["Until"] = row.UntilUtc, ["SourceKind"] = row.SourceKind, ["Source"] = row.Source, ["Note"] = row.Note, ["Why"] = row.Why, ["By"] = row.ByName,
            })]),
            [.. held.Select(row => new HeldLine(row.AtUtc.ToString("g", CultureInfo.CurrentCulture) + " UTC", $"{names.Of(row.Kind)}: {row.Act} {row.Source} {row.Note}".Trim()))], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["What was noted that they go through"], (await contexts.LogAsync(await IdsAsync(subject, cancellationToken), cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(subject, cancellationToken);
        await (await session.GetConnectionAsync(write: true)).GetTable<ContextEntry>().Where(row => ids.Contains(row.SubjectId)).DeleteAsync(cancellationToken);
        return null;
    }

    private async Task<IReadOnlyList<string>> IdsAsync(DataSubject subject, CancellationToken cancellationToken) => [.. subject.Ids, .. await subjects.LoneHomesAsync(subject, cancellationToken)];
}
