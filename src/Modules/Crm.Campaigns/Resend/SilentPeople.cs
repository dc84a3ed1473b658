using Crm.Campaigns.Campaigns;
using Crm.Contacts.People;
using Crm.Messaging.Actions;
using Crm.Tracking.Figures;
using LinqToDB.Async;

namespace Crm.Campaigns.Resend;

/// <summary>Who got a campaign's letter and gave no sign of their own; scoped.</summary>
internal sealed class SilentPeople(SentLetters letters, ActionSigns signs)
{
    /// <summary>Of these people, those who got it and neither opened it nor followed a link, answered, left, complained or could not be reached.</summary>
    /// <param name="alsoUncounted">Also those of whom nobody knows: who has not allowed that it is noted, and of whose letter only machines tell.</param>
    public async Task<IQueryable<PersonIndex>> AmongAsync(IQueryable<PersonIndex> people, string campaignId, bool alsoUncounted)
    {
        var action = CampaignTypes.ActionOf(campaignId);
        var (unheard, read) = (await letters.UnheardAsync(action, countedOnly: !alsoUncounted), await signs.PeopleWithSignAsync(action));
        var silent = people.Where(row => unheard.Contains(row.ContentItemId) && !read.Contains(row.ContentItemId));
        if (alsoUncounted)
        {
            return silent;
        }

        var (opened, followed) = (await signs.PeopleAsync(action, Readers.OpenedByMachine), await signs.PeopleAsync(action, Readers.ClickedByMachine));
        return silent.Where(row => !opened.Contains(row.ContentItemId) && !followed.Contains(row.ContentItemId));
    }

    /// <summary>Whether somebody has given a sign of it, or left otherwise than in silence.</summary>
    public async Task<bool> HasSpokenAsync(string personId, string campaignId, CancellationToken cancellationToken)
    {
        var action = CampaignTypes.ActionOf(campaignId);
        return await (await signs.PeopleWithSignAsync(action)).AnyAsync(id => id == personId, cancellationToken) || !await (await letters.UnheardAsync(action, countedOnly: false)).AnyAsync(id => id == personId, cancellationToken);
    }
}
