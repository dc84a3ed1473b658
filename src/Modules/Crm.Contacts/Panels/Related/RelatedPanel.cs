namespace Crm.Contacts.Panels.Related;

/// <summary>
/// A panel that an admin placed without code: the records of a type that point to the contact by one of their fields, gifts to who gets them. There is one for each contact type, type and field.
/// </summary>
public sealed class RelatedPanel
{
    /// <summary>Characters of a heading at most.</summary>
    public const int LongestHeading = 100;

    /// <summary>Rows at most; the list behind the panel has them all.</summary>
    public const int MostRows = 25;

    /// <summary>Columns at most.</summary>
    public const int MostColumns = 6;

    /// <summary>The contact type on whose page it stands (<see cref="ContactTypes"/>).</summary>
    public string On { get; set; } = "";

    /// <summary>The type of the records.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The records' field that names the contact: <c>Part.Field</c>, a <c>ContentPickerField</c> that is filterable.</summary>
    public string Field { get; set; } = "";

    /// <summary>The heading; blank for the type's name.</summary>
    public string Heading { get; set; } = "";

    /// <summary>What stands beside the record's name: paths of fields, or one of <see cref="RelatedColumns.Own"/>.</summary>
    public List<string> Columns { get; set; } = [];

    /// <summary>The order: "title", "created", "modified" or the path of a field of one value, with a minus before it for downwards.</summary>
    public string Sort { get; set; } = "-modified";

    /// <summary>How many rows it shows, 1 to <see cref="MostRows"/>.</summary>
    public int Rows { get; set; } = 5;

    /// <summary>The column of the page.</summary>
    public PanelPlace Place { get; set; } = PanelPlace.Now;

    /// <summary>Whether it stands below the contact's form too.</summary>
    public bool InEditor { get; set; }

    /// <summary>Its name in addresses.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Key => $"{ContentType}-{Field}".Replace('.', '-').ToLowerInvariant();

    /// <summary>Whether both show the same records on the same page.</summary>
    public bool IsSameAs(RelatedPanel other) => (On, ContentType, Field) == (other.On, other.ContentType, other.Field);
}

/// <summary>The panels of a tenant, in the order they are shown; one document.</summary>
public sealed class RelatedPanelsDocument
{
    /// <summary>The panels.</summary>
    public List<RelatedPanel> Panels { get; set; } = [];

    /// <summary>The one that was taken away last, for bringing it back, and where it stood.</summary>
    public RelatedPanel? Removed { get; set; }

    /// <summary>Its place in the list.</summary>
    public int RemovedAt { get; set; }

    /// <summary>Puts a panel in the place of the one that shows the same records on the same page; behind all others when there is none.</summary>
    public void Put(RelatedPanel panel)
    {
        if (Panels.FindIndex(panel.IsSameAs) is >= 0 and var at)
        {
            Panels[at] = panel;
        }
        else
        {
            Panels.Add(panel);
        }
    }
}
