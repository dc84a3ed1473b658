using System.Security.Claims;
using Crm.Calls.List;
using Crm.Calls.Outcomes;
using Crm.Kernel.Content;
using Microsoft.AspNetCore.Http;

namespace Crm.Calls.Api;

/// <summary><c>/api/calls</c>: the list and the acts of the screen, under the same rights and rules.</summary>
internal static class CallsEndpoint
{
    private const int MaxTake = 200;
    private const int Usual = 20;

    /// <param name="who">"me" for one's own; everybody's, as far as one may see them, otherwise.</param>
    /// <param name="after">The "next" of the page before.</param>
    public static async Task<IResult> ListAsync(string? who, string? after, int? take, ClaimsPrincipal user, CallList list, CallLines lines, CancellationToken cancellationToken)
    {
        var (calls, next) = await list.ReadAsync(user, who == "me", after, Math.Clamp(take ?? Usual, 1, MaxTake), cancellationToken);
        return Results.Json(new CallsPage(await lines.OfAsync(user, calls), next));
    }

    /// <summary>Says what came of a call.</summary>
    public static async Task<IResult> SayAsync(string call, CallAnswer answer, ClaimsPrincipal user, CallList list, SettleCall settle, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(user, call) is not { } item)
        {
            return Results.NotFound();
        }

        if (settle.Fault(answer.Outcome, answer.Note) is { } fault)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { [fault.Member] = [fault.Sentence] });
        }

        await settle.SayAsync(user, item, answer.Outcome!, answer.Note?.Trim() ?? "", cancellationToken);
        return Results.Json(SaidOfCall.Of(item.As<CallPart>()!));
    }

    /// <summary>Takes back what was said last.</summary>
    /// <param name="tries">How many things were said of it when the caller saw it.</param>
    public static async Task<IResult> TakeBackAsync(string call, int tries, ClaimsPrincipal user, CallList list, SettleCall settle, CancellationToken cancellationToken)
        => await list.FindAsync(user, call) is not { } item ? Results.NotFound()
            : await settle.TakeBackAsync(user, item, tries, cancellationToken) ? Results.Json(SaidOfCall.Of(item.As<CallPart>()!)) : Results.Conflict();
}

/// <summary>What came of a call, as a program says it.</summary>
internal sealed class CallAnswer
{
    /// <summary>"reached", "not-reached", "wrong-number" or "unwanted".</summary>
    public string? Outcome { get; set; }

    /// <summary>What was said.</summary>
    public string? Note { get; set; }
}

/// <summary>A page; the place is null at the end.</summary>
internal sealed record CallsPage(IReadOnlyList<CallLine> Items, string? Next);

/// <summary>How a call stands.</summary>
/// <param name="Tries">How many things were said of it.</param>
/// <param name="IsSettled">Whether that ends it.</param>
internal sealed record SaidOfCall(int Tries, bool IsSettled)
{
    public static SaidOfCall Of(CallPart call) => new(call.Tries.Count, call.IsSettled);
}
