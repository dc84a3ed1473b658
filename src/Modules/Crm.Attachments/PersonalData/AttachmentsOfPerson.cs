using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Attachments.Files;
using Crm.Contacts.PersonalData;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Attachments.PersonalData;

/// <summary>The files of a person, those in the trash among them, and of the households where nobody else lives. They are handed out with their bytes, and go with them.</summary>
internal sealed class AttachmentsOfPerson(ISession session, IHistory history, DataSubjects subjects, PrivateFiles files, IStringLocalizer<AttachmentsOfPerson> s) : IPersonalData
{
    private const string Keys = "keys";

    private static readonly HashSet<string> s_key = [nameof(Attachment.File)];

    public string Name => "attachments";

    public string Title => s["Files of contacts"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var held = await ListAsync(subject, cancellationToken);
        return held.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. held.Select(file => JsonSerializer.SerializeToNode(file))]),
            [.. held.Select(file => new HeldLine($"{s["File"]}, {file.CreatedUtc.ToString("d", CultureInfo.CurrentCulture)}", $"{file.Name} {file.Note}".Trim()))],
            [.. held.Select((file, at) => new HeldFile($"{at + 1} {file.Name}", () => files.Open(ChangeAttachments.Room, file.File)))]);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
        => [new ErasureLine(s["Files of contacts, those in the trash too"], (await ListAsync(subject, cancellationToken)).Count)];

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var held = await ListAsync(subject, cancellationToken);
        var keys = held.Select(file => file.File).Concat(await FormerAsync(erasure.Former)).Distinct().ToList();
        await erasure.DeleteAsync(held.Select(session.GetDocumentId));
        return keys.Count == 0 ? null : new JsonObject { [Keys] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) };
    }

    public Task<bool> EraseOutsideAsync(JsonObject rest, CancellationToken cancellationToken)
    {
        foreach (var key in rest[Keys]!.AsArray())
        {
            files.Erase(ChangeAttachments.Room, (string)key!);
        }

        return Task.FromResult(true);
    }

    // An addition that was taken back: its bytes wait, in case that is taken back too.
    private async Task<IReadOnlyList<string>> FormerAsync(IEnumerable<long> documentIds)
    {
        var keys = new List<string>();
        foreach (var id in documentIds)
        {
            keys.AddRange((await history.ListAsync(id, int.MaxValue)).Where(save => save.Type == nameof(Attachment)).SelectMany(save => JsonStrings.Named(JsonNode.Parse(save.Forward), s_key).Concat(JsonStrings.Named(JsonNode.Parse(save.Backward), s_key))));
        }

        return keys;
    }

    private async Task<IReadOnlyList<Attachment>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids.Concat(await subjects.LoneHomesAsync(subject, cancellationToken)).ToArray();
        var found = await session.QueryIndex<AttachmentIndex>().Where(row => ids.Contains(row.ContactId)).OrderBy(row => row.CreatedUtc).ThenBy(row => row.DocumentId).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        return await session.GetAsync<Attachment>(found);
    }
}
