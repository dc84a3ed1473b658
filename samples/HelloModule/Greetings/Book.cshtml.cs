using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace HelloModule.Greetings;

/// <summary>The book of greetings.</summary>
[Open("A greeting harms nobody")]
public sealed class BookModel(ISession session, IStringLocalizer<BookModel> localizer) : PageModel
{
    /// <summary>The heading in the reader's language.</summary>
    public string Title => localizer["The book of greetings"];

    /// <summary>The last greetings by name.</summary>
    public IReadOnlyList<Greeting> Greetings { get; private set; } = [];

    /// <summary>Shows the book.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
        => Greetings = await session.Query<Greeting, GreetingIndex>().OrderBy(row => row.Name).Take(50).ListAsync(cancellationToken);
}
