namespace Crm.Contacts.Lists;

/// <summary>A contact's place in the order in which records were made: an order that no change of a record moves.</summary>
internal sealed record ContactPlace(long DocumentId, string ContentItemId);
