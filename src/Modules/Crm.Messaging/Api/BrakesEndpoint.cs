using System.Security.Claims;
using Crm.Contacts.Segments;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Api;

/// <summary><c>/api/brakes</c>: pulls the brake, and tells what is stopped. Released it is by a person, in the triage.</summary>
internal static class BrakesEndpoint
{
    public static async Task<IResult> ListAsync(BrakeBoard board, BrakeFigures figures, CancellationToken cancellationToken)
    {
        var held = await figures.HeldAsync(cancellationToken);
        return Results.Json((await board.OnAsync(cancellationToken)).Select(brake => ShownBrake.Of(brake, held.GetValueOrDefault(brake.BrakeId))));
    }

    public static async Task<IResult> PullAsync(BrakeDraft draft, ClaimsPrincipal user, BrakeBoard board, IEnumerable<IChannel> channels, Segments segments, TimeProvider time, IStringLocalizer<ViewBrake> s, CancellationToken cancellationToken)
    {
        var (form, until) = (new PullForm { Scope = draft.Scope ?? BrakeScopes.Everything, Value = draft.Value, Segment = draft.Value, Reason = draft.Reason }, draft.Until?.UtcDateTime);
        var usable = await segments.ListAsync(user, cancellationToken);
        var faults = form.Faults(until, time.GetUtcNow().UtcDateTime, channels, usable, s).GroupBy(fault => fault.Member.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).ToArray());
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults);
        }

        return Results.Json(ShownBrake.Of(await board.PullAsync(form.Scope, form.CleanValue, form.Reason!.Trim(), draft.SparesTransactional, until, cancellationToken, valueName: form.NameIn(usable)), 0), statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>A brake as a program pulls it; everything when no scope is given. Of a segment the value is its id.</summary>
internal sealed record BrakeDraft(string? Scope, string? Value, string? Reason, DateTimeOffset? Until, bool SparesTransactional);

/// <summary>A brake that is on.</summary>
internal sealed record ShownBrake(string BrakeId, string Scope, string Value, string ValueName, string Reason, bool SparesTransactional, DateTime PulledUtc, string By, DateTime? UntilUtc, int Held)
{
    public static ShownBrake Of(Brake brake, int held) => new(brake.BrakeId, brake.Scope, brake.Value, brake.ValueName, brake.Reason, brake.SparesTransactional, brake.PulledUtc, brake.ByName, brake.UntilUtc, held);
}
