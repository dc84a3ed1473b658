using Microsoft.AspNetCore.Http;

namespace Crm.Messaging.Preferences;

/// <summary><c>/leave/{token}</c>: what a mail program does when somebody presses its button (RFC 8058): no cookie, no question, no redirect. Looking changes nothing.</summary>
internal static class LeaveEndpoint
{
    public static IResult Get(string token, HttpContext http) => Results.Redirect($"{http.Request.PathBase}/preferences/{Uri.EscapeDataString(token)}");

    public static async Task<IResult> PostAsync(string token, LeaveLinks links, MessagePreferences preferences, CancellationToken cancellationToken)
    {
        if (await links.ReadAsync(token, cancellationToken) is not { } message)
        {
            return Results.NotFound();
        }

        // The list that the letter was of: its topic, or everything.
        await preferences.RecordAsync(message.PersonId, message.Topic, PreferenceKinds.Stop, 0, "one-click", message.MessageId, cancellationToken);
        return Results.Ok();
    }
}
