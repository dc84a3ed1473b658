using System.Security.Claims;
using Crm.Contacts.Choose;
using Crm.Kernel.Notifications;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Children;

/// <summary>What the notifications of birthdays say, to who may see the person.</summary>
internal sealed class AgeSentences(ContactChoices contacts, IStringLocalizer<AgeSentences> s) : INotificationSource
{
    public IReadOnlyList<string> Kinds { get; } = [.. ComingOfAge.Years.Select(TellOfAges.KindOf)];

    public async Task<IReadOnlyDictionary<long, ShownNotification>> ShowAsync(ClaimsPrincipal reader, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var (people, shown) = (await contacts.OfAsync(reader, notifications.Select(row => row.SourceId)), new Dictionary<long, ShownNotification>());
        foreach (var row in notifications)
        {
            if (people.GetValueOrDefault(row.SourceId) is { } person)
            {
                var name = person.Name.Length > 0 ? person.Name : s["(no name)"].Value;
                shown[row.Id] = new ShownNotification(row.Kind == TellOfAges.KindOf(15) ? s["{0} becomes 15: look at the consents, other rules hold now", name] : s["{0} becomes 18: the rights over the data are theirs alone now", name], "cake", person.Address);
            }
        }

        return shown;
    }
}
