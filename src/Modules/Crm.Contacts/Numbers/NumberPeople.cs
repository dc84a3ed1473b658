using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Numbers;

/// <summary>Whoever makes a person (form, import, recipe, API), it gets its number with its first save, and keeps it whatever is saved later.</summary>
internal sealed class NumberPeople(ISession session, PersonNumbers numbers) : ContentHandlerBase
{
    private readonly HashSet<ContentItem> _numbered = [];

    /// <summary>One step of the series for all that a file brings, not one for each.</summary>
    public override async Task ImportingNewAsync(IReadOnlyCollection<ContentItem> items)
    {
        _numbered.Clear();
        await numbers.GiveAsync(items);
        _numbered.UnionWith(items);
    }

    public override Task CreatingAsync(ContentItem item) => _numbered.Contains(item) ? Task.CompletedTask : numbers.GiveAsync([item]);

    public override Task UpdatingAsync(ContentItem item)
    {
        if (item.ContentType != ContactTypes.Person)
        {
            return Task.CompletedTask;
        }

        if (session.GetStored(item)?.As<PersonPart>()?.Number is not { } number)
        {
            return numbers.GiveAsync([item]);
        }

        if (item.As<PersonPart>()?.Number != number)
        {
            numbers.Put(item, number);
        }

        return Task.CompletedTask;
    }

    /// <summary>Somebody else may have brought its number while it was in the trash.</summary>
    public override Task RestoredAsync(ContentItem item) => numbers.GiveAsync([item]);
}
