using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Api.Requests;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Crm.Api.Items;

/// <summary>Takes items one JSON object a line, stores the good ones in batches that can be undone as one, and answers the bad ones with line and reason.</summary>
internal static class ImportItems
{
    private const int BatchSize = 500;

    public static async Task<IResult> PostAsync(HttpContext http, ItemGate gate, IContentManager content, ChangeContext change)
    {
        var report = new Report(ContentId.New());
        (change.BatchId, change.Event, change.IsBackground) = (report.Batch, "Imported", true);
        var pace = new BatchPace(change, BatchSize);
        var sight = await gate.SightAsync(http.User);
        var batch = new List<(int Line, ContentItem Item)>(BatchSize);
        var allowed = new Dictionary<string, bool>();
        using var reader = new StreamReader(http.Request.Body);
        for (var line = 1; await reader.ReadLineAsync(http.RequestAborted) is { } raw; line++)
        {
            if (raw.Length > 0 && await JudgeAsync(raw, line) is { } item)
            {
                batch.Add((line, item));
            }

            if (batch.Count == BatchSize)
            {
                await StoreAsync();
            }
        }

        await StoreAsync();
        return Results.Text(report.ToJson().ToJsonString(), "application/json");

        async Task<ContentItem?> JudgeAsync(string raw, int line)
        {
            var text = ItemEndpoints.Texts(http);
            JsonObject? body;
            try
            {
                body = JsonNode.Parse(raw) as JsonObject;
            }
            catch (JsonException)
            {
                body = null;
            }

            var type = body?["ContentType"]?.ToString() ?? "";
            if (body is null || type.Length == 0)
            {
                report.Fail(line, "", text["The line is not a content item as JSON."]);
                return null;
            }

            if (!allowed.TryGetValue(type, out var may))
            {
                // Import overwrites whatever it finds, so it asks for the right on everybody's items, not on one's own.
                allowed[type] = may = await gate.MayAsync(http.User, CommonPermissions.Typed(CommonPermissions.PublishContent, type), new object());
            }

            var hidden = sight.HiddenIn(type, body).FirstOrDefault();
            if (!may || hidden is not null)
            {
                report.Fail(line, hidden ?? "ContentType", may ? text["Hidden from you."] : text["You may not write this."]);
                return null;
            }

            body["ContentItemId"] ??= ContentId.New();
            body["Latest"] ??= true;
            body["Published"] ??= true;

            return body.Deserialize<ContentItem>();
        }

        async Task StoreAsync()
        {
            if (batch.Count == 0)
            {
                return;
            }

            report.Add(await content.ImportAsync([.. batch.Select(entry => entry.Item)], pace), batch);
            batch.Clear();
        }
    }

    private sealed class Report(string batch)
    {
        private const int MaxFaults = 1000;

        private readonly JsonArray _faults = [];
        private int _created;
        private int _updated;
        private int _unchanged;
        private int _failed;

        public string Batch { get; } = batch;

        public void Fail(int line, string path, string message)
        {
            if (++_failed <= MaxFaults)
            {
                _faults.Add(new JsonObject { ["line"] = line, ["path"] = path, ["message"] = message });
            }
        }

        public void Add(ImportResult result, List<(int Line, ContentItem Item)> batch)
        {
            (_created, _updated, _unchanged) = (_created + result.Created, _updated + result.Updated, _unchanged + result.Unchanged);
            foreach (var fault in result.Faults)
            {
                Fail(batch[fault.Index].Line, fault.Path, fault.Message);
            }
        }

        public JsonObject ToJson() => new()
        {
            ["batch"] = Batch, ["created"] = _created, ["updated"] = _updated, ["unchanged"] = _unchanged, ["failed"] = _failed, ["faults"] = _faults,
        };
    }
}
