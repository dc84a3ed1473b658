using System.Text.Json.Nodes;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.PersonalData;
using Microsoft.Extensions.Localization;

namespace Crm.Media.PersonalData;

/// <summary>Files that the person's record names now or named formerly, in the library or in its trash. One that another record names stays.</summary>
internal sealed class FilesOfPerson(ISession session, IHistory history, MediaFiles files, MediaTrash trash, Erasure erasure, IStringLocalizer<FilesOfPerson> s) : IPersonalData
{
    private const string Paths = "paths";

    public string Name => "media";

    public string Title => s["Files"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var there = (await PathsAsync(subject)).Where(path => files.Find(path) is { IsFolder: false }).ToList();
        return there.Count == 0 ? HeldData.None : new HeldData(
            new JsonArray([.. there.Select(path => (JsonNode)path)]), [.. there.Select(path => new HeldLine(s["File"], path))], [.. there.Select(path => new HeldFile(path, () => files.Open(path)))]);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var paths = await PathsAsync(subject);
        return
        [
            new ErasureLine(s["Files that no other record names"], paths.Count(path => files.Find(path) is not null)),
            new ErasureLine(s["Files in the trash of the library"], trash.List().Count(one => paths.Any(path => MediaPath.IsWithin(path, one.Path)))),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erased, CancellationToken cancellationToken)
        => await PathsAsync(subject) is { Count: > 0 } paths ? new JsonObject { [Paths] = new JsonArray([.. paths.Select(path => (JsonNode)path)]) } : null;

    public async Task<bool> EraseOutsideAsync(JsonObject rest, CancellationToken cancellationToken)
    {
        foreach (var path in rest[Paths]!.AsArray().Select(path => (string)path!))
        {
            if (!await erasure.IsNamedAsync(path, cancellationToken))
            {
                files.Erase(path);
                trash.Erase(path);
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<string>> PathsAsync(DataSubject subject)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in subject.Records)
        {
            paths.UnionWith(In(item.Data, within: false));
            foreach (var save in await history.ListAsync(session.GetDocumentId(item), int.MaxValue))
            {
                foreach (var step in (JsonNode.Parse(save.Forward) as JsonArray ?? []).Concat(JsonNode.Parse(save.Backward) as JsonArray ?? []).OfType<JsonObject>())
                {
                    paths.UnionWith(In(step["value"], within: ((string?)step["path"] ?? "").Split('/').Contains(nameof(MediaField.Paths))));
                }
            }
        }

        return [.. paths.Where(MediaPath.IsValid)];
    }

    private static IEnumerable<string> In(JsonNode? node, bool within) => node switch
    {
        JsonObject members => members.SelectMany(member => In(member.Value, member.Key == nameof(MediaField.Paths))),
        JsonArray items => items.SelectMany(item => In(item, within)),
        JsonValue value when within && value.TryGetValue<string>(out var path) => [path],
        _ => [],
    };
}
