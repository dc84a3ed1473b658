using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.Organisations;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Import.Links;

/// <summary>The households and organisations that a file names and that were not here: each is made once, with the first row that names it.</summary>
internal sealed class MadeGroups
{
    private readonly Dictionary<(string Type, string Name), Made> _made = [];
    private readonly Dictionary<string, Made> _byId = [];

    /// <summary>The id of the one of that name; a new one has the address of who names it first.</summary>
    public string IdOf(string type, string name, AddressPart address, ChangeContext change, DateTime nowUtc)
    {
        if (!_made.TryGetValue((type, name), out var made))
        {
            var item = New(type, name, address, change, nowUtc);
            _made[(type, name)] = _byId[item.ContentItemId] = made = new Made(item.ContentItemId) { Item = item, Address = item.As<AddressPart>()?.Main() };
        }

        return made.Id;
    }

    /// <summary>Whether it was made here, with its address.</summary>
    public bool Has(string id, out PostalAddress? address)
    {
        var has = _byId.TryGetValue(id, out var made);
        address = made?.Address;
        return has;
    }

    /// <summary>Those of these ids that are not stored yet.</summary>
    public IReadOnlyList<ContentItem> WaitingOf(IEnumerable<string> ids) => [.. ids.Distinct().Select(id => _byId.GetValueOrDefault(id)?.Item).OfType<ContentItem>()];

    /// <summary>Notes that it is stored.</summary>
    public void Stored(string id) => _byId[id].Item = null;

    private static ContentItem New(string type, string name, AddressPart address, ChangeContext change, DateTime nowUtc)
    {
        var item = new ContentItem { ContentItemId = ContentId.New(), ContentType = type, Latest = true, Published = true, CreatedUtc = nowUtc, PublishedUtc = nowUtc, ModifiedUtc = nowUtc, Owner = change.Actor, Author = change.ActorName, DisplayText = name };
        if (type == ContactTypes.Household)
        {
            item.Apply(new HouseholdPart { Name = name });
            item.Apply(new AddressPart { Addresses = [.. address.Addresses.Where(one => !one.IsBlank()).Take(1).Select(one => one.Copy())] });
        }
        else
        {
            item.Apply(new OrganisationPart { Name = name });
        }

        return item;
    }

    private sealed class Made(string id)
    {
        public string Id => id;

        public PostalAddress? Address { get; init; }

        /// <summary>Null once it is stored.</summary>
        public ContentItem? Item { get; set; }
    }
}
