using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Contacts.People;

/// <summary>A page about those whom a list shows, that of people unless an heir says otherwise: its address carries what narrows the list, and leads back to it.</summary>
internal abstract class NarrowedPeoplePage : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Owner { get; set; }

    /// <summary>Id of a segment.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Segment { get; set; }

    /// <summary>Conditions as JSON, as segments store them.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Where { get; set; }

    /// <summary>That of the list.</summary>
    public virtual PeopleFilter Filter => new(Search, Stage, Owner, Segment, Where);

    /// <summary>The list it came from.</summary>
    public string Back => Url.Content(List) + QueryString.Create(Filter.Query);

    /// <summary>Where the list is, app-relative.</summary>
    protected virtual string List => "~/admin/people";
}
