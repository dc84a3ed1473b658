namespace Crm.Contacts.ToDos;

/// <summary>Something that a module asks somebody to do.</summary>
/// <param name="Owner">User id of who is to do it.</param>
/// <param name="Subject">One line, at most 200 characters, in the owner's language.</param>
/// <param name="Due">The day it is due, in the owner's zone.</param>
/// <param name="AboutId">Content item id of the contact it is about; blank for nobody.</param>
/// <param name="Notes">More of it; may be blank.</param>
public sealed record ToDo(string Owner, string Subject, DateOnly Due, string AboutId, string Notes = "");

/// <summary>
/// Where things to do are written down, for modules that have something for somebody to do and know of no tasks: <c>Crm.Activities</c> is one. Ask for all of them
/// (<c>IEnumerable&lt;IToDoList&gt;</c>): where no such feature is on there is none, and a notification has to serve. Scoped.
/// </summary>
public interface IToDoList
{
    /// <summary>Writes it down, with the commit of this unit of work. Told twice it is written twice: who asks has to know what he asked for already.</summary>
    Task AddAsync(ToDo toDo, CancellationToken cancellationToken);
}
