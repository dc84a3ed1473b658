using System.Globalization;
using Crm.Kernel.Settings;

namespace Crm.Messaging.Topics;

/// <summary>What topics are called, in the language of the moment; scoped.</summary>
public sealed class TopicBook(ISiteService sites)
{
    /// <summary>Those in use, in their order.</summary>
    public async Task<IReadOnlyList<Topic>> ListAsync() => [.. (await AllAsync()).Where(topic => topic.RemovedUtc is null)];

    /// <summary>What a topic is called; its name where nobody gave it a title.</summary>
    public async Task<string> TitleAsync(string name) => await FindAsync(name) is { } topic ? await TitleAsync(topic) : name;

    /// <summary>What a topic is called.</summary>
    public async Task<string> TitleAsync(Topic topic) => await InAsync(topic.Titles) is { Length: > 0 } title ? title : topic.Name;

    /// <summary>The sentence that says what one gets; blank for none.</summary>
    public async Task<string> SentenceAsync(string name) => await FindAsync(name) is { } topic ? await InAsync(topic.Sentences) : "";

    private async Task<Topic?> FindAsync(string name) => (await AllAsync()).FirstOrDefault(topic => topic.Name == name);

    private async Task<IReadOnlyList<Topic>> AllAsync() => (await sites.GetSiteSettingsAsync()).As<TopicSettings>().Topics;

    // The reader's language, else the site's, else whichever there is.
    private async Task<string> InAsync(IReadOnlyDictionary<string, string> words)
    {
        string[] wanted = [CultureInfo.CurrentUICulture.Name, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, (await sites.GetSiteSettingsAsync()).As<LocalizationSettings>().DefaultCulture];
        return wanted.Select(language => words.GetValueOrDefault(language)).Concat(words.Values).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";
    }
}
