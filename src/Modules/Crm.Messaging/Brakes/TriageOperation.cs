using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Localization;
using Crm.Kernel.Operations;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Brakes;

/// <summary>What becomes of a held message.</summary>
internal static class TriageChoices
{
    public const string Send = "send";
    public const string Rewrite = "rewrite";
    public const string Drop = "drop";

    public static readonly IReadOnlyList<string> All = [Send, Rewrite, Drop];
}

/// <summary>Does what somebody signed in a triage, some messages at a time; a killed host goes on where it stopped. What was not decided stays held.</summary>
internal sealed class TriageOperation(ISession session, TimeProvider time, IStringLocalizer<TriageOperation> s) : IOperation
{
    public const string Name = "Messaging.Triage";

    public string Kind => Name;

    public bool IsFinal => true;

    /// <summary>What is stored of it.</summary>
    /// <param name="signedUtc">What was too late then is decided as that.</param>
    public static JsonObject Input(string brakeId, IEnumerable<(HeldGroup Group, string Choice)> choices, DateTime signedUtc, string signedBy) => new()
    {
        ["brake"] = brakeId, ["signed"] = signedUtc, ["by"] = signedBy,
        ["groups"] = new JsonArray([.. choices.Select(one => (JsonNode)new JsonObject { ["class"] = (int)one.Group.Class, ["key"] = one.Group.Key, ["overdue"] = one.Group.IsOverdue, ["choice"] = one.Choice })]),
    };

    public string TitleOf(JsonObject input, long total) => s.Plural(total, "Triage of {0:N0} held message", "Triage of {0:N0} held messages");

    public async Task StepAsync(OperationRun run, CancellationToken cancellationToken)
    {
        var (groups, at) = ((JsonArray)run.Input["groups"]!, (int?)run.Place["group"] ?? 0);
        if (at >= groups.Count)
        {
            run.Finish();
            return;
        }

        var group = (JsonObject)groups[at]!;
        var db = await session.GetConnectionAsync(write: true);
        var ids = await Of(db, (string)run.Input["brake"]!, group, (DateTime)run.Input["signed"]!).OrderBy(row => row.Id).Select(row => row.Id).Take(run.Size).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            run.Place["group"] = at + 1;
            return;
        }

        run.Done = await Put(db.GetTable<Message>().Where(row => ids.Contains(row.Id)), (string)group["choice"]!, (string)run.Input["brake"]!, (string)run.Input["by"]!).UpdateAsync(cancellationToken);
        session.RecordChange(nameof(Message), "Triaged");
    }

    private static IQueryable<Message> Of(DataConnection db, string brakeId, JsonObject group, DateTime signedUtc)
    {
        var (kind, key, isOverdue) = ((int)group["class"]!, (string)group["key"]!, (bool)group["overdue"]!);
        return db.GetTable<Message>().Where(row => row.State == (int)MessageState.Held && row.Reason == Reasons.Brake && row.Detail == brakeId && row.Class == kind
            && (kind == (int)MessageClass.Personal ? row.By : row.Action) == key && (isOverdue ? row.ExpiresUtc <= signedUtc : row.ExpiresUtc > signedUtc));
    }

    private LinqToDB.Linq.IUpdatable<Message> Put(IQueryable<Message> rows, string choice, string brakeId, string signedBy)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return choice switch
        {
            // Who signed wanted it sent, late or not: a day is left for it.
            TriageChoices.Send => rows.Set(row => row.State, (int)MessageState.Waiting).Set(row => row.Reason, "").Set(row => row.Detail, "").Set(row => row.NextUtc, row => row.DueUtc > now ? row.DueUtc : now)
                .Set(row => row.ExpiresUtc, row => row.ExpiresUtc > now ? row.ExpiresUtc : now.AddDays(1)),
            TriageChoices.Rewrite => rows.Set(row => row.Reason, Reasons.Rewrite).Set(row => row.Detail, brakeId).Set(row => row.ExpiresUtc, row => row.ExpiresUtc > now.AddDays(7) ? row.ExpiresUtc : now.AddDays(7)),
            _ => rows.Set(row => row.State, (int)MessageState.Dropped).Set(row => row.Reason, Reasons.Decided).Set(row => row.Detail, signedBy),
        };
    }
}
