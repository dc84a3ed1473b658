using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Hosting;

namespace Crm.Kernel.Tenants;

/// <summary>
/// Settings in <c>tenants.json</c> (routing) and <c>Sites/{Name}/appsettings.json</c> (the tenant's own). Every change re-reads the file under a lock that other
/// processes heed, and replaces it whole: a file that cannot be read is never written over.
/// </summary>
internal sealed class ShellSettingsFiles(HostFolders folders) : IShellSettingsStore
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<IReadOnlyList<ShellSettings>> ReadAsync(CancellationToken cancellationToken)
    {
        var tenants = await ReadJsonAsync(folders.Tenants, cancellationToken);
        var all = new List<ShellSettings>(tenants.Count);
        foreach (var (name, routing) in tenants)
        {
            var settings = ToSettings(name, routing);
            var own = Path.Combine(folders.Site(name), "appsettings.json");
            try
            {
                Flatten(await ReadJsonAsync(own, cancellationToken), "", settings.Configuration);
            }
            catch (ShellSettingsException e)
            {
                settings.State = TenantState.Invalid;
                settings.Fault = e.Message;
            }

            all.Add(settings);
        }

        return all;
    }

    public Task<string> GetStampAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(folders.Tenants);
        return Task.FromResult(file.Exists ? $"{file.LastWriteTimeUtc.Ticks}/{file.Length}" : "");
    }

    public Task SaveAsync(ShellSettings settings, CancellationToken cancellationToken) => ChangeAsync(async tenants =>
    {
        var own = Path.Combine(folders.Site(settings), "appsettings.json");
        var json = await ReadJsonAsync(own, cancellationToken);
        foreach (var (key, value) in settings.Configuration)
        {
            Put(json, key.Split(':'), value);
        }

        await ReplaceAsync(own, json, cancellationToken);
        tenants[settings.Name] = ToJson(settings, tenants[settings.Name] as JsonObject);
    }, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(tenants =>
    {
        tenants.Remove(name);
        File.Delete(Path.Combine(folders.Site(name), "appsettings.json"));
        return Task.CompletedTask;
    }, cancellationToken);

    public Task<IAsyncDisposable?> TryLockSetupAsync(string name, CancellationToken cancellationToken)
        => Task.FromResult<IAsyncDisposable?>(FileLock.TryTake(Path.Combine(folders.Site(name), "setup.lock")));

    private async Task ChangeAsync(Func<JsonObject, Task> change, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folders.Data);
        await using var exclusive = await FileLock.TakeAsync(folders.Tenants + ".lock", TimeSpan.FromSeconds(10), cancellationToken);
        var tenants = await ReadJsonAsync(folders.Tenants, cancellationToken);
        await change(tenants);
        await ReplaceAsync(folders.Tenants, tenants, cancellationToken);
    }

    private static ShellSettings ToSettings(string name, JsonNode? routing)
    {
        if (routing is not JsonObject json)
        {
            throw new ShellSettingsException($"tenants.json: the tenant {name} must be an object with RequestUrlHost, RequestUrlPrefix and State.");
        }

        var state = (string?)json["State"] ?? nameof(TenantState.Uninitialized);
        return new ShellSettings
        {
            Name = name,
            TenantId = (string?)json["TenantId"] ?? "",
            VersionId = (string?)json["VersionId"] ?? "",
            RequestUrlHost = (string?)json["RequestUrlHost"] ?? "",
            RequestUrlPrefix = (string?)json["RequestUrlPrefix"] ?? "",
            ReleaseId = (string?)json["ReleaseId"] ?? "",
            State = Enum.TryParse<TenantState>(state, ignoreCase: true, out var known)
                ? known
                : throw new ShellSettingsException($"tenants.json: the tenant {name} has the state '{state}'; it must be one of {string.Join(", ", Enum.GetNames<TenantState>())}."),
        };
    }

    // Members this version does not know stay in the file.
    private static JsonObject ToJson(ShellSettings settings, JsonObject? known)
    {
        var json = known?.DeepClone().AsObject() ?? [];
        json["TenantId"] = settings.TenantId;
        json["VersionId"] = settings.VersionId;
        json["RequestUrlHost"] = settings.RequestUrlHost;
        json["RequestUrlPrefix"] = settings.RequestUrlPrefix;
        json["State"] = settings.State.ToString();
        json["ReleaseId"] = settings.ReleaseId;
        return json;
    }

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string?> into)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (key, value) in json)
                {
                    Flatten(value, path.Length == 0 ? key : $"{path}:{key}", into);
                }

                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    Flatten(array[i], $"{path}:{i}", into);
                }

                break;
            default:
                into[path] = node?.ToString();
                break;
        }
    }

    private static void Put(JsonNode json, ReadOnlySpan<string> path, string? value)
    {
        for (; path.Length > 1 && json is JsonObject parent; path = path[1..])
        {
            json = parent[path[0]] ??= new JsonObject();
        }

        switch (json)
        {
            case JsonObject leaf:
                leaf[path[0]] = value;
                break;
            case JsonArray array when int.TryParse(path[0], out var index) && index < array.Count && array[index] is null or JsonValue:
                array[index] = value;
                break;
        }
    }

    private static async Task<JsonObject> ReadJsonAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            return JsonNode.Parse(text, new JsonNodeOptions { PropertyNameCaseInsensitive = true }, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                ?? throw new ShellSettingsException($"{file} must hold a JSON object.");
        }
        catch (JsonException e)
        {
            throw new ShellSettingsException($"{file} cannot be read: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} is not valid JSON. Mend it or put a saved copy in its place; it was left untouched.", e);
        }
    }

    private static async Task ReplaceAsync(string file, JsonObject json, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = file + ".new";
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, json, s_indented, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
