using Crm.Email.Compose;
using Crm.Kernel.Content;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Crm.Email.Tests;

/// <summary>Letters to send, and the site that sends them.</summary>
internal static class Letters
{
    public static readonly SendingIdentity Site = new("noel.example", "Le Père Noël", "bonjour@noel.example");

    public static ComposeMail Composer { get; } = new(new StringLocalizer<ComposeMail>(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance)));

    /// <summary>A letter with an accent in each place that can hold one.</summary>
    public static Letter One(string address = "zoe@example.org", string name = "Zoé Élan", string subject = "Votre lettre est arrivée – merci !", string html = "<p>Chère Zoé, <b>à bientôt</b>.</p>", string text = "Chère Zoé, à bientôt.", string from = "", string fromName = "Lutin Éric") => new(
        ContentId.New(), "4person", new DateTime(2026, 12, 1, 8, 30, 0, DateTimeKind.Utc), address, name, new LetterSender(fromName, from), subject, html, text, "fr",
        new LetterLeave("https://noel.example/u/abcdefghijklmnop", "news.noel.example"));

    public static Mail Mail(Letter letter) => Composer.Compose(letter, Site, "b+token@noel.example");
}
