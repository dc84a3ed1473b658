using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Topics;

/// <summary>A topic as its form has it.</summary>
internal sealed partial class TopicForm
{
    private const int MostName = 50;
    private const int MostTitle = 100;
    private const int MostSentence = 300;

    public string? Name { get; set; }

    public bool IsOffered { get; set; } = true;

    /// <summary>What it is called in each language of the site, the site's own first.</summary>
    public List<TopicWords> Words { get; set; } = [];

    /// <summary>A form with what a topic says in these languages, and in others that it has words in.</summary>
    /// <param name="topic">Null for a new one.</param>
    public static TopicForm Of(Topic? topic, IEnumerable<CultureInfo> languages) => new()
    {
        Name = topic?.Name, IsOffered = topic?.IsOffered ?? true,
        Words = [.. languages.Select(language => language.Name).Union(topic?.Titles.Keys ?? Enumerable.Empty<string>()).Select(language => new TopicWords
        {
            Language = language, Title = topic?.Titles.GetValueOrDefault(language), Sentence = topic?.Sentences.GetValueOrDefault(language),
        })],
    };

    /// <summary>The topic without what is blank.</summary>
    public Topic ToTopic() => new() { Name = Name!.Trim(), IsOffered = IsOffered, Titles = Of(words => words.Title), Sentences = Of(words => words.Sentence) };

    /// <summary>What is wrong, by member.</summary>
    /// <param name="isNew">Whether its name is given with it.</param>
    /// <param name="there">Those there are.</param>
    public IEnumerable<(string Member, string Sentence)> Faults(bool isNew, IReadOnlyList<Topic> there, IStringLocalizer s)
    {
        var name = Name?.Trim() ?? "";
        if (isNew && (name.Length is 0 or > MostName || !WellNamed().IsMatch(name)))
        {
            yield return (nameof(Name), s["Give it a name of lower-case letters, digits and hyphens, of at most {0} characters.", MostName]);
        }
        else if (isNew && there.FirstOrDefault(topic => topic.Name == name) is { } same)
        {
            yield return (nameof(Name), same.RemovedUtc is null ? s["There is a topic of this name."] : s["A topic of this name was taken away: bring it back below."]);
        }

        if (string.IsNullOrWhiteSpace(Words.FirstOrDefault()?.Title))
        {
            yield return ($"{nameof(Words)}[0].{nameof(TopicWords.Title)}", s["Say what readers call it, in the site’s own language at least."]);
        }

        foreach (var (at, words) in Words.Index())
        {
            if (words.Title?.Length > MostTitle)
            {
                yield return ($"{nameof(Words)}[{at}].{nameof(TopicWords.Title)}", s["A title has at most {0} characters.", MostTitle]);
            }

            if (words.Sentence?.Length > MostSentence)
            {
                yield return ($"{nameof(Words)}[{at}].{nameof(TopicWords.Sentence)}", s["A sentence has at most {0} characters.", MostSentence]);
            }
        }
    }

    private Dictionary<string, string> Of(Func<TopicWords, string?> member)
        => Words.Where(words => !string.IsNullOrWhiteSpace(words.Language) && !string.IsNullOrWhiteSpace(member(words))).DistinctBy(words => words.Language).ToDictionary(words => words.Language!, words => member(words)!.Trim());

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex WellNamed();
}

/// <summary>What a topic is called in one language.</summary>
internal sealed class TopicWords
{
    public string? Language { get; set; }

    public string? Title { get; set; }

    public string? Sentence { get; set; }
}
