using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Messaging.Topics;

/// <summary>Topics for a list to choose from; scoped.</summary>
internal sealed class TopicChoices(TopicBook book)
{
    /// <summary>None, and those in use.</summary>
    /// <param name="chosen">What is chosen: it stays a choice, though it was taken away or never was a topic.</param>
    public async Task<IReadOnlyList<SelectListItem>> ListAsync(string? chosen)
    {
        var topics = (await book.ListAsync()).Select(topic => topic.Name).ToList();
        var choices = new List<SelectListItem> { new("–", "") };
        foreach (var name in string.IsNullOrEmpty(chosen) || topics.Contains(chosen) ? topics : [chosen, .. topics])
        {
            choices.Add(new SelectListItem(await book.TitleAsync(name), name));
        }

        return choices;
    }
}
