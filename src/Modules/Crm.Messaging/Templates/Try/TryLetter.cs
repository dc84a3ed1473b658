using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Messaging.Ledger;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;

namespace Crm.Messaging.Templates.Try;

/// <summary>A template tried on a person.</summary>
internal sealed record TriedLetter(CompiledMail Mail, ContentItem Person, TemplateLetter Letter);

/// <summary>Tries a template on a real person with the sender's own renderer; nothing is written. Scoped.</summary>
internal sealed class TryLetter(MailTemplates templates, TemplateLetters letters, Recipients recipients)
{
    /// <summary>Null when there is no such version or person.</summary>
    public async Task<TriedLetter?> TryAsync(string template, int? version, string? person, string? language, ClaimsPrincipal user, CancellationToken cancellationToken)
        => await templates.FindAsync(template, cancellationToken) is { } found && await templates.FreezeAsync(found, version, cancellationToken) is { } frozen && person is not null && await recipients.FindAsync(user, person) is { } who
            ? new TriedLetter(frozen.Mail, who, await letters.TryAsync(frozen.Mail, who, Samples(frozen.Mail.Content), user, string.IsNullOrEmpty(language) ? null : language)) : null;

    /// <summary>The samples, as a caller would give them along.</summary>
    public static string Samples(MailContent mail)
    {
        var facts = new JsonObject(mail.Facts.Where(fact => fact.Sample.Length > 0).Select(fact => KeyValuePair.Create<string, JsonNode?>(
            fact.Name, fact.IsList ? new JsonArray([.. fact.Sample.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => (JsonNode?)one)]) : fact.Sample)));
        return Snapshot.Of(facts, mail, NoWords.Instance, out _);
    }
}
