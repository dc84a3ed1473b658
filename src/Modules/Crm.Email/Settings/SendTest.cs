using Crm.Kernel.Content;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;

namespace Crm.Email.Settings;

/// <summary>A letter to whoever sets e-mail up, handed over at once: it is for nobody in the records, so that neither outbox nor brake have a say in it.</summary>
internal sealed class SendTest(IEnumerable<IChannel> channels, ISiteService sites, TimeProvider time, IStringLocalizer<SendTest> s)
{
    /// <summary>Sends it and says what became of it.</summary>
    public async Task<(Handover Outcome, string MessageId)> ToAsync(string address, string name, CancellationToken cancellationToken)
    {
        var (id, site) = (ContentId.New(), await sites.GetSiteSettingsAsync());
        var (subject, text) = (s["A test letter from {0}", site.SiteName].Value, s["This letter was sent to try how mails leave. It arrived: all is well."].Value);
        var letter = new Letter(id, "", time.GetUtcNow().UtcDateTime, address, name, new LetterSender("", ""), subject, $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>", text, System.Globalization.CultureInfo.CurrentUICulture.Name);
        return (await channels.OfType<EmailChannel>().Single().HandOverAsync(letter, _ => Task.FromResult(true), cancellationToken), id);
    }
}
