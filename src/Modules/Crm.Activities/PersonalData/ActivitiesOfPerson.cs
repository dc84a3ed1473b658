using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities.Notes;
using Crm.Activities.Tasks;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.PersonalData;

/// <summary>Tasks, notes and ideas about a person, those in the trash among them. They go as a whole, and with them what was to be told of them.</summary>
internal sealed class ActivitiesOfPerson(ISession session, IStringLocalizer<ActivitiesOfPerson> s) : IPersonalData
{
    public string Name => "activities";

    public string Title => s["Tasks and notes"];

    public async Task<HeldData> ReadAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var items = await ListAsync(subject, cancellationToken);
        return items.Count == 0 ? HeldData.None : new HeldData(new JsonArray([.. items.Select(item => JsonSerializer.SerializeToNode(item))]), [.. items.Select(Line)], []);
    }

    public async Task<IReadOnlyList<ErasureLine>> PreviewAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var items = await ListAsync(subject, cancellationToken);
        return
        [
            new ErasureLine(s["Tasks about them"], items.Count(item => item.ContentType == ActivityTypes.Task)),
            new ErasureLine(s["Notes and ideas about them"], items.Count(item => item.ContentType == ActivityTypes.Note)),
        ];
    }

    public async Task<JsonObject?> EraseAsync(DataSubject subject, Erasure erasure, CancellationToken cancellationToken)
    {
        var items = await session.GetAsync<ContentItem>(erasure.Holders);
        await erasure.DeleteAsync(items.Where(item => About(item) is { } id && subject.Ids.Contains(id)).Select(session.GetDocumentId));
        return null;
    }

    private HeldLine Line(ContentItem item) => item.As<TaskPart>() is { } task
        ? new HeldLine($"{s["Task"]}, {task.DueDay?.ToString("d", CultureInfo.CurrentCulture)}", $"{task.Subject} {task.Notes}".Trim())
        : new HeldLine($"{s["Note"]}, {item.CreatedUtc?.ToString("d", CultureInfo.CurrentCulture)}", item.As<NotePart>()?.Text ?? "");

    private async Task<IReadOnlyList<ContentItem>> ListAsync(DataSubject subject, CancellationToken cancellationToken)
    {
        var ids = subject.Ids;
        var tasks = await session.QueryIndex<TaskIndex>().Where(row => ids.Contains(row.AboutId)).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var notes = await session.QueryIndex<NoteIndex>().Where(row => ids.Contains(row.AboutId)).Select(row => row.DocumentId).ToListAsync(cancellationToken);
        var items = (await session.GetAsync<ContentItem>(tasks.Concat(notes))).ToList();
        var trash = session.Query<ContentItem, ContentItemIndex>(row => (row.ContentType == ActivityTypes.Task || row.ContentType == ActivityTypes.Note) && !row.Latest && !row.Published);
        await foreach (var item in trash.ToAsyncEnumerable(cancellationToken))
        {
            if (About(item) is { } id && ids.Contains(id))
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static string? About(ContentItem item) => item.ContentType switch
    {
        ActivityTypes.Task => item.As<TaskPart>()?.AboutId,
        ActivityTypes.Note => item.As<NotePart>()?.AboutId,
        _ => null,
    };
}
