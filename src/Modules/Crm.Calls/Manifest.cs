using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Calls", Name = "Telephone calls", Description = "Messages as telephone calls: a list of whom to ring, what to say, and what came of it.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts", "Crm.Activities", "Crm.Messaging"])]
