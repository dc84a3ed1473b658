using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "HelloModule", Name = "Hello", Author = "You", Version = "1.0.0", Category = "Samples", Description = "Keeps a book of greetings.")]
[assembly: Feature(Id = "HelloModule", Name = "Hello", Category = "Samples", Description = "Keeps a book of greetings.")]
[assembly: Feature(Id = "HelloModule.Shout", Name = "Hello, loudly", Category = "Samples", Description = "Says it in capitals.", Dependencies = ["HelloModule"])]
