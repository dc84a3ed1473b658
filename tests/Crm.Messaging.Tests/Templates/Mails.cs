using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Templates;

/// <summary>Templates as tests write them.</summary>
internal static class Mails
{
    private static int s_count;

    /// <summary>One in English.</summary>
    public static MailContent English(string html, string subject = "Hello", string text = "", Action<MailContent>? change = null)
    {
        var mail = new MailContent { Title = "A letter", SenderName = "Mère Noël", Variants = [new MailVariant { Language = "en", Subject = subject, Html = html, Text = text }] };
        change?.Invoke(mail);
        return mail;
    }

    /// <summary>Saves it under a name of its own, or the name given.</summary>
    public static async Task<string> SaveAsync(this MessagingTenant tenant, MailContent mail, string? name = null, bool isLayout = false)
    {
        name ??= $"t{Interlocked.Increment(ref s_count)}";
        await tenant.InAsync(services => services.GetRequiredService<MailTemplates>().SaveAsync(name, mail, isLayout, CancellationToken.None));
        return name;
    }

    /// <summary>Puts a message of that template.</summary>
    public static Task<string> PutAsync(this MessagingTenant tenant, string person, TemplateUse template, string action = "act", DateTime? dueUtc = null)
        => tenant.InAsync(services => services.GetRequiredService<Outbox>().PutAsync(NewMessage.Of(action, person, "post", template) with { DueUtc = dueUtc }, CancellationToken.None));
}
