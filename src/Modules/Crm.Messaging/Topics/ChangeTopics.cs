using Crm.Kernel.Settings;

namespace Crm.Messaging.Topics;

/// <summary>Adds topics, changes them, puts them in order, takes them away and brings them back; scoped.</summary>
internal sealed class ChangeTopics(ISiteService sites, TimeProvider time)
{
    /// <summary>Adds one, at the end.</summary>
    public Task AddAsync(Topic topic) => ChangeAsync(topics => topics.Add(topic));

    /// <summary>Gives one other words; false when there is none of that name in use.</summary>
    public Task<bool> PutAsync(Topic words) => ChangeAsync(words.Name, (topics, at) =>
    {
        (topics[at].Titles, topics[at].Sentences, topics[at].IsOffered) = (words.Titles, words.Sentences, words.IsOffered);
        return topics[at].RemovedUtc is null;
    });

    /// <summary>Moves one by one place among those in use; false when there is none of that name, or no place.</summary>
    public Task<bool> MoveAsync(string name, bool up) => ChangeAsync(name, (topics, at) =>
    {
        var other = up ? topics.FindLastIndex(Math.Max(at - 1, 0), Math.Max(at, 0), topic => topic.RemovedUtc is null) : topics.FindIndex(at + 1, topic => topic.RemovedUtc is null);
        if (other < 0)
        {
            return false;
        }

        (topics[at], topics[other]) = (topics[other], topics[at]);
        return true;
    });

    /// <summary>Takes one away; false when there is none of that name.</summary>
    public Task<bool> RemoveAsync(string name) => ChangeAsync(name, (topics, at) =>
    {
        topics[at].RemovedUtc ??= time.GetUtcNow().UtcDateTime;
        return true;
    });

    /// <summary>Brings it back; false when there is none of that name.</summary>
    public Task<bool> BringBackAsync(string name) => ChangeAsync(name, (topics, at) =>
    {
        topics[at].RemovedUtc = null;
        return true;
    });

    private async Task<bool> ChangeAsync(string name, Func<List<Topic>, int, bool> change)
    {
        var isDone = false;
        await ChangeAsync(topics => isDone = topics.FindIndex(topic => topic.Name == name) is >= 0 and var at && change(topics, at));
        return isDone;
    }

    private async Task ChangeAsync(Action<List<Topic>> change)
    {
        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<TopicSettings>();
        change(settings.Topics);
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
    }
}
