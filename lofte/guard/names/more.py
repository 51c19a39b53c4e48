"""Names that Faker's lists lack: the young, short forms, and those who moved to Sweden."""

FIRST = """
Adina Agim Ajla Albana Albina Aleks Alem Alen Alend Almir Amela Amer Amila Amra Anastasia Andreea
Anwar Arash Araz Arben Ardian Ardit Armin Arta Artan Arwa Aryan Asad Ashkan Asma Asmaa Avin Aya
Ayaan Ayan Ayham Aylin Ayoub Azad Aziz Babak Bahar Bahram Baran Bashar Bashir Behnam Behrouz
Berfin Berivan Besa Besim Besnik Bilal Blend Blerim Blerta Bojan Bosse Branko Burim Cansu Chadi
Chiya Chrille Ciwan Daban Dalia Daniyal Danijel Dara Darin Darko Davor Dawit Delal Delovan Dilan
Dilara Dilnaz Diyar Dragan Dragana Drita Dua Dunja Edin Edita Edona Ehsan Elaf Elham Elif Elvedin
Emine Emir Emrah Enis Ensar Enver Erblin Erfan Ermin Erol Esra Eyad Ezgi Fadi Fadumo Faisal Fardin
Farhad Farhan Faris Farzad Fatemeh Fatima Fatme Fatmir Fatou Fatuma Feysal Filmon Flamur Florim
Fredde Gabbe Gezim Ghazal Goran Gordana Gulistan Habib Haben Hadi Hadil Haidar Hajar Hakan Hakim
Hala Halima Hamoudi Hamse Hana Hanan Hani Haris Haron Hashem Hatice Hawa Hawar Hawre Haydar Hayat
Heba Helin Hevin Hiba Hibo Hodan Hosein Hossein Houda Huda Husein Hussain Ibbe Ibro Idil Idris
Ifrah Ikram Ilayda Ilham Iman Imran Inas Isam Ismael Ismet Issam Ivana Jaafar Jafar Jalal Jamila
Jana Jannike Jasim Javad Jawad Jelena Jocke Jonte Josip Jovan Jovana Julianna Juma Kadir Kadra
Kamal Kamil Kamran Karam Karwan Kaveh Kawa Kemal Kenan Khadija Khalil Kidane Kidist Kifle
Kristijan Krille Kujtim Lamia Lamin Lana Latifa Lava Layan Layla Leyla Liban Lidija Lina Lirim
Ljiljana Loay Lubna Lule Luljeta Maha Mahad Maher Mahir Mahmood Mahmud Majed Majid Malak Malik
Manal Mansour Mariann Marija Marwa Marwan Masoud Mateusz Matin Mattis Maysa Mazen Mehdi Mehran
Mehrdad Melisa Merhawi Merima Meron Meryem Micke Milad Milan Milena Milica Miloš Milos Mirela
Mirza Mladen Moammar Mohamad Mohamud Mohannad Mohsen Mojtaba Mostafa Mouhamad Muhamed Muhammed
Muhaned Munir Muna Murat Muse Nabil Nada Nader Nadir Naima Najib Naser Nasir Nasra Nasrin Nasteho
Natasa Nawal Nazanin Nebojsa Nedim Negin Nermin Nicke Niko Nima Nimco Nisrin Nizar Noor Noura Nura
Obaida Omid Osama Ousman Parisa Parsa Parwin Payam Peyman Pooya Puria Qais Qasim Rabia Rahaf Rahel
Rahma Raman Rami Rana Rania Rashid Rawan Razan Reem Rojda Rojin Ronak Roza Rozerin Rubar Ruqiya
Saad Sadiq Sadia Safa Safaa Safiya Sahar Sahra Sajad Sajjad Salah Salam Saleem Salim Salma Salwa
Saman Samer Samia Sanaa Sanja Sara Sardar Sarwar Selam Senad Serhat Serwan Shabnam Shadi Shahin
Shahram Shayan Sherin Shirin Shler Sidra Simret Sina Sirwan Slobodan Soran Suad Suheil Suleiman
Suleyman Sulejman Sumaya Tahir Taha Tamara Tarek Tariq Tatjana Tesfay Tesfaye Toomas Tuba Ubah
Umar Valon Vedran Vesna Vjosa Wael Wafaa Walid Waleed Warsame Wassim Weronika Yahya Yara Yaser
Yasin Yassin Yasmina Yaqub Yonas Yonis Younes Younis Yousra Yusra Zahraa Zainab Zaki Zaynab Zeinab
Zelda Zeynep Ziad Zivko Zlatan Zoran Zuhal Adde Ante Bettan Cissi Danne Figge Gittan Hasse Jeppe
Jossan Kicki Kattis Lollo Maggan Mange Matte Mogge Nettan Niffe Nisse Olof Palle Pirjo Robban
Roffe Rolle Sassa Steffe Steffo Svenne Totte Tobbe Uffe Vicke Vickan Alexandros Andrej Andrii
Bogdan Dmitri Dmitry Irina Iryna Katerina Kateryna Ludmila Natalya Nikolaj Oksana Oleg Oleh
Oleksandr Olena Pavel Serhii Sergej Sergei Svetlana Tetiana Vasyl Viktoriia Vladimir Volodymyr
Yevhen Yulia Yuliia Yuri Giorgi Nino Mihai Ionut Florin Cristian Malee Somchai Siriporn Suda Kanya
Nattaya Supaporn Ngoc Thanh Phuong Linh Huong Minh Duc Hoang Alva Alvina Astrid Elvira Ellinor
Emmie Enya Esmeralda Filippa Hedda Ingrid Isolde Jolina Jorun Joar Jon-Erik Jörgen Kerstin Lennox
Liah Liselott Lowa Maximus Melwin Mattias Milton Nils Nikita Ragnvald Raoul Rasmus Rebecka Samira
Sixten Stellan Svante Sverker Tindra Torvald Tyko Ulf Viggo Wilhelm Vilgot Yngvar Zacharias
Zackarias Zara Zoe Zoey
Lotten Kitty
"""

RARE_FIRST = """
Mo Xi Yan Avigdor Calle Cissi Ketil Pella Radhia Rio Torkel Waleed Kjersti Danièle Barack Angela
Vidia Benedictus Jur Tonio Abd Abu Sacha Sir Ayman Muammar Hosni Mitt Hillary Silvio Nicolas Dilma
Hugo Evo Raúl Kofi Ban Aung Nelson Desmond Usain Serena Venus Novak Rafa Lionel Cristiano Wayne
Sverre Rolf-Erik Fredrick Lars-Gunnar Lars-Inge Carl-Henrik Carl-Gustaf Carl-Fredrik Jan-Eric
Karl-Gustav Karl-Johan Hans-Erik Hans-Olov Eva-Karin Eva-Marie Anne-Li Ann-Kathrin Maria-Pia
"""

LAST = """
Abdulle Abdallah Abdirahman Abdulkadir Abdullahi Adan Aden Aho Akbari Alavi Albayati Aldin Alemu
Alhamad Alhassan Alkhatib Almasri Alsaid Amini Aslan Aydin Azizi Babic Bajrami Barzani Basic Begic
Berisha Bytyqi Castillo Celik Demir Dervishi Diallo Dibra Doğan Dogan Elmi Ersoy Fazliu Fernandez
Garcia Ghebremariam Gonzalez Hadzic Haddad Haidari Hakimi Halilovic Halimi Hamidi Hamza Hashemi
Hashi Heikkinen Heinonen Hodzic Hoxha Husic Ibrahimi Ibrahimovic Ibrahimović Jama Jankovic
Jovanovic Kabir Kadric Karimi Kaya Kelati Khalaf Khatib Kılıç Kilic Korhonen Koskinen Kovacevic
Krasniqi Kumar Laine Lehtonen Lopez Mahamud Mahmoud Mahmoudi Martinez Mehari Moradi Morina Mousavi
Muhic Mujic Mäkelä Mäkinen Najafi Nazari Nieminen Noori Nowak Nur Nuur Nygård Omarsson Ozturk
Öztürk Palmér Perez Popovic Qasim Rahimi Rahmani Ramadani Rama Rexhepi Rezai Rezaei Rodriguez
Rostami Sadeghi Said Salihu Sanchez Shala Sharif Sharifi Shekhani Sheikh Suleiman Sultani Tahiri
Tekle Tesfamariam Tesfay Thaqi Virtanen Warsame Wójcik Yildirim Yildiz Yilmaz Yılmaz Yousefi Yusuf
Zeka Zeneli Adlersköld Gyllenhammar Lagerlöf Oxenstierna Reinfeldt Strindberg Palme Hammarskjöld
Andréasson Bengtzon Bergenholtz Bergfors Bodén Carlzon Cederberg Cedergren Dahlman Edvinsson Ekdal
Eldh Elfving Eriksson-Lind Fagerlund Forslin Friman Frisell Gillberg Grip Gyllensten Götesson
Hasselgren Hedenström Hellsten Hermelin Hillgren Hjärpe Hörnfeldt Ihrén Janzon Jernberg Josephson
Kihlberg Kjellgren Kullgren Lagerberg Lagerqvist Lagergren Leijon Lewin Lithner Ljungkvist
Lönnqvist Malmsten Modin Mörk Nisbeth Nordenskiöld Nordlöf Oscarsson Olovsson Orrenius Persbrandt
Qvarnström Ramberg Ringborg Rolfsson Rosdahl Sahlström Sellström Silfver Sjöstrand Sparrman
Stålberg Sylvén Tengblad Tillman Torell Trygg Turesson Ulander Unger Vesterberg Widell Widmark
Wirén Wrede Zackrisson Zachrisson Åhlund Åhman Åkerberg Åkerblom Åkerström Åkesdotter Öberg Ödman
Öhrn Örn
"""
